"""Ink: brush lines and a wash of diluted ink on warm paper. Pure."""

import numpy as np

from booth.looks.arrays import Pixels, blurred, luminance, mixed, noise, smoothstep
from booth.looks.drawing.lines import evened, line_drawing, smoothed
from booth.looks.drawing.paper import painted_edge, sheet
from booth.looks.grades import Colour


def ink(picture: Pixels, *, ink_colour: Colour, wash_colour: Colour, wash: float) -> Pixels:
    """Return the picture drawn in ink. `wash`: 0 to 1, how dark the diluted ink gets."""
    height, width = picture.shape[:2]
    calm = smoothed(picture)
    lines = np.minimum(
        line_drawing(calm, width_px=1.6, sharpness=22, threshold=0.3, slope=6),
        line_drawing(calm, width_px=3.2, sharpness=9, threshold=0.2, slope=10),
    )
    tones = evened(luminance(blurred(calm, height / 260)))
    washes = (
        smoothstep(tones, 0.64, 0.58) + smoothstep(tones, 0.42, 0.36) + smoothstep(tones, 0.24, 0.18)
    ) / 3
    uneven = np.clip(1 + 0.14 * noise(height, width, height / 30, seed=9), 0.5, 1.4)
    brush = painted_edge(height, width, margin=0.04, wobble=0.006)
    drawn = mixed(sheet(height, width), wash_colour, wash * washes * uneven * brush)
    return mixed(drawn, ink_colour, (1 - lines) * brush)
