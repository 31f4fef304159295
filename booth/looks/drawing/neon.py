"""Neon: a picture in coloured light, glowing tubes along its long lines. Pure."""

import cv2
import numpy as np

from booth.looks.arrays import Pixels, Plane, blurred, luminance, mixed, smoothstep
from booth.looks.drawing.lines import evened, smoothed, strokes
from booth.looks.grades import Colour

GLOWS = ((3.0, 0.7), (12.0, 0.6), (40.0, 0.5))
"""Deviation in pixels at 1200 lines, and strength, of the halos around a tube."""
SHORTEST_TUBE = 0.16
"""Extent of the shortest tube, of the picture's height: short ones would turn eyes and teeth into lamps."""


def neon(picture: Pixels, *, left: Colour, right: Colour, night: Colour, room: float) -> Pixels:
    """Return the picture lit from the `left` in one colour and from the `right` in another.

    `night`: the colour in between, and that of the dark. `room`: 0 to 1, how much is seen beside the tubes.
    """
    height, width = picture.shape[:2]
    calm = smoothed(picture)
    tubes = _long(strokes(calm, width_px=2.6, weakest=0.012, strongest=0.05), SHORTEST_TUBE * height)
    colour = _sweep(height, width, (left, night, right))
    tone = smoothstep(evened(luminance(calm)), 0.02, 0.98)[..., None]
    dark = 0.07 * np.array(night, np.float32)
    lit = dark + room * (0.95 * tone**1.25 * colour + 0.22 * tone**5)
    glow = np.zeros_like(picture)
    for sigma, strength in GLOWS:
        glow += strength * blurred(tubes, sigma * height / 1200)[..., None] * colour
    core = tubes[..., None] * (0.6 + 0.4 * colour)
    return np.asarray(1 - (1 - np.clip(lit, 0, 1)) * np.exp(-(1.6 * glow + 1.6 * core)), np.float32)


def _long(tubes: Plane, least_px: float) -> Plane:
    """Return the tubes without those that reach less far than this, up or across."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((tubes > 0.2).astype(np.uint8))
    kept = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1) >= least_px
    return np.asarray(tubes * kept[labels], np.float32)


def _sweep(height: int, width: int, colours: tuple[Colour, Colour, Colour]) -> Pixels:
    """Return one colour passing into the next, from the upper left to the lower right."""
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    place = 0.75 * x + 0.25 * y
    first, middle, last = (np.array(colour, np.float32) for colour in colours)
    near = mixed(np.broadcast_to(first, (height, width, 3)), middle, smoothstep(place, 0.1, 0.5))
    return mixed(near, last, smoothstep(place, 0.5, 0.9))
