"""Generated backdrops: a stage curtain, a harbour at night, a photographer's studio.

Pure, and the same every time.
"""

from collections.abc import Callable

import cv2
import numpy as np

from booth.looks.arrays import Pixels, blurred, mixed, noise, resized, smoothstep
from booth.looks.grades import Colour, corners

Backdrop = Callable[[int, int, Colour, Colour], Pixels]
"""Takes height, width, the main colour and the colour of the light."""


def curtain(height: int, width: int, main: Colour, light: Colour) -> Pixels:
    """Return a velvet curtain lit from below by footlights."""
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    sway = 0.006 * np.sin(2 * np.pi * (y * 0.8 + x * 1.7)) + 0.003 * np.sin(2 * np.pi * y * 2.1)
    folds = np.sin(2 * np.pi * 13 * (x + sway) + 1.8 * np.sin(2 * np.pi * 3.1 * x))
    sheen = 0.5 + 0.5 * folds
    cloth = np.array(main, np.float32) * (0.16 + 0.75 * sheen**1.6)[..., None]
    glow = smoothstep(y, 0.35, 1.15) ** 1.5 * (0.35 + 0.65 * sheen)
    top = 0.5 * smoothstep(1 - y, 0.75, 1.2)
    lit = cloth + 0.55 * glow[..., None] * np.array(light, np.float32)
    shaded = lit * (1 - top)[..., None] * (1 - 0.35 * corners(height, width))[..., None]
    pile = 1 + 0.03 * noise(height, width, height / 700, seed=21)
    return np.clip(blurred(shaded * pile[..., None], height / 240), 0, 1)


def studio(height: int, width: int, main: Colour, light: Colour) -> Pixels:
    """Return a painted canvas with a soft light in its middle."""
    x = np.linspace(-1.25, 1.25, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    spot = np.exp(-(x * x + (y + 0.15) ** 2) / 0.55)
    cloud = 0.6 * noise(height, width, height / 4, seed=23) + 0.4 * noise(height, width, height / 12, seed=24)
    base = mixed(np.broadcast_to(np.array(main, np.float32), (height, width, 3)), light, 0.62 * spot)
    return np.clip(base * (1 + 0.07 * cloud)[..., None] * (1 - 0.3 * corners(height, width))[..., None], 0, 1)


def harbour(height: int, width: int, main: Colour, light: Colour) -> Pixels:
    """Return a harbour city at night, out of focus: towers, their lights, and both in the water."""
    horizon = round(height * 0.68)
    y = np.linspace(0, 1, horizon, dtype=np.float32)[:, None, None]
    dusk = np.array(main, np.float32) * (0.45 + 0.75 * y) + np.array(light, np.float32) * 0.75 * y**3
    sky: Pixels = np.broadcast_to(dusk, (horizon, width, 3)).astype(np.float32)
    generator = np.random.default_rng(31)
    for distance in (1.0, 0.6, 0.3):
        _towers(sky, generator, distance, main)
    water = resized(sky[::-1], height - horizon, width) * 0.6
    water = _rippled(water, height)
    scene = np.concatenate([sky, water.astype(np.float32)])
    soft = 1.15 * blurred(scene, height / 240)
    return np.clip(soft + _bokeh(height, width, horizon, generator, light), 0, 1)


def _towers(sky: Pixels, generator: np.random.Generator, distance: float, main: Colour) -> None:
    """Draw a row of towers with lit windows; far ones are paler."""
    horizon, width = sky.shape[:2]
    wall = np.array(main, np.float32) * (0.3 + 0.6 * distance)
    left = -width // 20
    while left < width:
        wide = round(width * generator.uniform(0.03, 0.085))
        high = round(horizon * generator.uniform(0.18, 0.62) * (0.65 + 0.45 * distance))
        tower = sky[horizon - high : horizon, max(0, left) : max(0, left + wide)]
        tower[:] = wall
        _windows(tower, generator, 1.5 - distance * 0.6)
        left += wide + round(width * generator.uniform(0.0, 0.02))


def _windows(tower: Pixels, generator: np.random.Generator, strength: float) -> None:
    step = max(4, tower.shape[0] // 40)
    warm = np.array((1.0, 0.78, 0.45), np.float32)
    cool = np.array((0.65, 0.85, 1.0), np.float32)
    hue = warm if generator.random() < 0.7 else cool
    rows, columns = tower.shape[0] // step, tower.shape[1] // step
    lit = generator.random((rows, columns)) < generator.uniform(0.15, 0.55)
    for row, column in np.argwhere(lit):
        top, left = row * step, column * step
        brightness = strength * generator.uniform(0.4, 1.0)
        tower[top + 1 : top + step - 1, left + 1 : left + step - 1] = hue * brightness


def _rippled(water: Pixels, height: int) -> Pixels:
    rows, width = water.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(rows, dtype=np.float32))
    waves = noise(rows, width, height / 90, seed=33)
    depth = (y / rows + 0.15) * height / 60
    moved = cv2.remap(
        water, x + depth * waves, y + depth * waves, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    streaked = cv2.GaussianBlur(moved, (0, 0), sigmaX=height / 300, sigmaY=height / 40)
    return np.asarray(streaked, np.float32)


def _bokeh(height: int, width: int, horizon: int, generator: np.random.Generator, light: Colour) -> Pixels:
    """Return discs of light out of focus along the waterfront."""
    discs = np.zeros((height, width, 3), np.float32)
    colours = (light, (1.0, 0.62, 0.3), (0.5, 0.8, 1.0), (1.0, 0.45, 0.6))
    for _ in range(60):
        radius = round(height * generator.uniform(0.008, 0.026))
        centre = (int(generator.uniform(0, width)), int(generator.normal(horizon, height * 0.07)))
        disc = np.zeros((height, width), np.float32)[: 4 * radius, : 4 * radius]
        cv2.circle(disc, (2 * radius, 2 * radius), radius, 1.0, -1, cv2.LINE_AA)
        colour = np.array(colours[generator.integers(len(colours))], np.float32)
        _add(discs, disc[..., None] * colour * np.float32(generator.uniform(0.2, 0.65)), centre)
    return blurred(discs, height / 500)


def _add(picture: Pixels, patch: Pixels, centre: tuple[int, int]) -> None:
    """Add a patch around a point, as far as it lies in the picture."""
    half = patch.shape[0] // 2
    left, top = centre[0] - half, centre[1] - half
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(picture.shape[1], left + 2 * half), min(picture.shape[0], top + 2 * half)
    if x1 > x0 and y1 > y0:
        picture[y0:y1, x0:x1] += patch[y0 - top : y1 - top, x0 - left : x1 - left]


BACKDROPS: dict[str, Backdrop] = {"curtain": curtain, "harbour": harbour, "studio": studio}
"""By the name that `backdrop` has in looks.toml."""
