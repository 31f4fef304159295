"""Neon: glowing tubes along the lines of a picture in the dark. Pure."""

import numpy as np

from booth.looks.arrays import Pixels, Plane, blurred, luminance, smoothstep
from booth.looks.drawing.lines import evened, smoothed, strokes
from booth.looks.grades import Colour

GLOWS = ((3.0, 0.8), (12.0, 0.9), (40.0, 0.7))
"""Deviation in pixels at 1200 lines, and strength, of the halos around a tube."""


def neon(picture: Pixels, *, left: Colour, right: Colour, night: Colour, room: float) -> Pixels:
    """Return the picture in neon, from the `left` to the `right` colour.

    `room`: 0 to 1, how much of the picture is seen in the dark, in the colour `night`.
    """
    height, width = picture.shape[:2]
    calm = smoothed(picture)
    tubes = strokes(calm, width_px=2.6, weakest=0.012, strongest=0.05)
    colour = _sweep(height, width, left, right)
    light = evened(luminance(calm))
    lit = (
        (0.25 + 0.75 * colour)
        * np.array(night, np.float32)
        * (room * smoothstep(light, 0.05, 1.0))[..., None]
    )
    glow = np.zeros_like(picture)
    for sigma, strength in GLOWS:
        glow += strength * blurred(tubes, sigma * height / 1200)[..., None] * colour
    core = tubes[..., None] * (0.55 + 0.45 * colour)
    return np.asarray(1 - np.exp(-(1.6 * lit + 1.5 * glow + 1.1 * core)), np.float32)


def _sweep(height: int, width: int, left: Colour, right: Colour) -> Pixels:
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    share: Plane = smoothstep(0.75 * x + 0.25 * y, 0.2, 0.8)
    start, end = np.array(left, np.float32), np.array(right, np.float32)
    return start + (end - start) * share[..., None]
