"""Poster: a few flat colours from dark to light, hatched between, like a screen print. Pure."""

from itertools import pairwise

import numpy as np

from booth.looks.arrays import Pixels, Plane, blurred, luminance, mixed, smoothstep
from booth.looks.drawing.lines import evened, line_drawing, smoothed
from booth.looks.drawing.paper import sheet
from booth.looks.grades import Colour


def poster(picture: Pixels, *, colours: tuple[Colour, ...], stripe_px: float) -> Pixels:
    """Return the picture in flat colours, given from dark to light.

    `stripe_px`: from stripe to stripe of the hatching, at 1200 lines.
    """
    height, width = picture.shape[:2]
    calm = blurred(smoothed(picture, passes=5), height / 300)
    tone = evened(luminance(calm), clip=1.2)
    stripes = _stripes(height, width, stripe_px * height / 1200)
    printed = np.broadcast_to(np.array(colours[0], np.float32), picture.shape).copy()
    steps = _steps(tone, len(colours) - 1)
    for level, (step, (_, colour)) in enumerate(zip(steps, pairwise(colours), strict=True)):
        edge = smoothstep(tone, step - 0.012, step + 0.012)
        hatched = level == len(steps) // 2
        printed = mixed(printed, colour, edge * stripes if hatched else edge)
        if hatched:
            printed = mixed(printed, colour, smoothstep(tone, step + 0.09, step + 0.11))
    lines = line_drawing(calm, width_px=2.0, sharpness=14, threshold=0.42, slope=14)
    printed = mixed(printed, colours[0], 1 - lines)
    return printed * sheet(height, width, (1.0, 1.0, 1.0), roughness=0.014)


def _steps(tone: Plane, count: int) -> list[float]:
    """Return where colours change: between even steps and such that each covers its share.

    So it works in a dark room and in a bright one.
    """
    even = np.linspace(0.2, 0.78, count)
    shares = np.linspace(0.22, 0.8, count)
    fair = np.quantile(tone[::8, ::8], shares)
    return [float(step) for step in (even + fair) / 2]


def _stripes(height: int, width: int, pitch: float) -> Plane:
    y = np.arange(height, dtype=np.float32)[:, None] + np.zeros((1, width), np.float32)
    wave = (np.sin(2 * np.pi * y / pitch) + 1) / 2
    return smoothstep(np.asarray(wave, np.float32), 0.35, 0.65)
