"""Photographic grades: exposure, tone, colour, light and grain, as a darkroom or a colourist would. Pure."""

from dataclasses import dataclass

import numpy as np

from booth.looks.arrays import Pixels, Plane, blurred, luminance, mixed, noise, smoothstep

Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""

GREY: Colour = (0.5, 0.5, 0.5)
WELL_LIT = 0.7
"""Brightness that the lightest twentieth of a well lit picture reaches."""
MOST_GAIN = 3.0
"""Beyond that a camera's noise is all there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How a picture is graded; the defaults change nothing."""

    exposure_stops: float = 0.0
    contrast: float = 0.0
    """0 to 1: how strongly an S-curve pulls dark and light apart."""
    fade: float = 0.0
    """0 to 0.3: how far black is lifted, as on old prints."""
    saturation: float = 1.0
    monochrome: Colour | None = None
    """How much each channel counts in a black and white picture; None keeps the colours."""
    shadows: Colour = GREY
    """Tint of the dark parts; mid grey tints nothing."""
    highlights: Colour = GREY
    """Tint of the light parts."""
    tint: float = 0.0
    """0 to 1: how strong the tints are."""
    bloom: float = 0.0
    """0 to 1: how much light spreads around bright parts."""
    bloom_colour: Colour = (1.0, 1.0, 1.0)
    vignette: float = 0.0
    """0 to 1: how dark the corners become."""
    grain: float = 0.0
    """Deviation of the film's grain, about 0.02 to 0.06."""


def graded(picture: Pixels, grade: Grade) -> Pixels:
    """Return the graded picture."""
    pixels = exposed(picture) * np.float32(2**grade.exposure_stops)
    if grade.bloom:
        pixels = _bloomed(pixels, grade)
    pixels = np.clip(pixels, 0, 1)
    pixels = mixed(pixels, smoothstep(pixels, 0, 1), grade.contrast)
    pixels = _coloured(pixels, grade)
    pixels = _tinted(pixels, grade)
    pixels = grade.fade + pixels * np.float32(1 - 1.3 * grade.fade)
    if grade.vignette:
        pixels = pixels * (1 - grade.vignette * corners(*pixels.shape[:2]))[..., None]
    if grade.grain:
        pixels = _grained(pixels, grade.grain)
    return np.asarray(np.clip(pixels, 0, 1), np.float32)


def exposed(picture: Pixels, share: Plane | None = None) -> Pixels:
    """Return a picture from a dark hall as light as a lab would print it; well lit ones stay as they are.

    `share`: 0 to 1, how much each pixel belongs to what is to be well lit; everything when None.
    """
    light = luminance(picture[::4, ::4])
    counted = light if share is None else light[share[::4, ::4] > 0.5]
    lightest = float(np.quantile(counted, 0.95)) if counted.size else WELL_LIT
    gain = np.float32(np.clip(WELL_LIT / max(lightest, 1e-3), 1, MOST_GAIN))
    return picture * gain / (1 + picture * (gain - 1))


def corners(height: int, width: int) -> Plane:
    """Return 0 in the middle of a picture to 1 in its corners."""
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    return smoothstep(np.sqrt((x * x + y * y) / 2), 0.35, 1.1)


def _bloomed(pixels: Pixels, grade: Grade) -> Pixels:
    bright = smoothstep(luminance(pixels), 0.6, 1.0)[..., None] * pixels
    glow = blurred(bright, pixels.shape[0] / 40) * np.array(grade.bloom_colour, np.float32)
    return 1 - (1 - np.clip(pixels, 0, 1)) * (1 - grade.bloom * np.clip(glow, 0, 1))


def _coloured(pixels: Pixels, grade: Grade) -> Pixels:
    if grade.monochrome is not None:
        grey = pixels @ np.array(grade.monochrome, np.float32)
        return np.repeat(grey[..., None], 3, axis=2)
    return mixed(np.repeat(luminance(pixels)[..., None], 3, axis=2), pixels, grade.saturation)


def _tinted(pixels: Pixels, grade: Grade) -> Pixels:
    light = luminance(np.clip(pixels, 0, 1))[..., None]
    shadow = (np.array(grade.shadows, np.float32) - 0.5) * (1 - light) ** 2
    highlight = (np.array(grade.highlights, np.float32) - 0.5) * light**2
    return pixels + grade.tint * (shadow + highlight)


def _grained(pixels: Pixels, strength: float) -> Pixels:
    """Grain is strongest in the middle tones, where film has it."""
    height, width = pixels.shape[:2]
    light = luminance(np.clip(pixels, 0, 1))
    weight = strength * (0.35 + 2.6 * light * (1 - light))
    return pixels + (noise(height, width, height / 800) * weight)[..., None]
