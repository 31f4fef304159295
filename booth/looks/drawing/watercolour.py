"""Watercolour: calm washes, pigment that gathers at their edges, and paper that shines through. Pure.

The order follows Bousseau et al., "Interactive watercolor rendering with temporal coherence and abstraction",
NPAR 2006: abstraction, edge darkening, turbulence, paper.
"""

import cv2
import numpy as np

from booth.looks.arrays import (
    Pixels,
    Plane,
    blurred,
    luminance,
    mixed,
    noise,
    resized,
    smoothstep,
    to_picture,
)
from booth.looks.drawing.lines import smoothed, strokes
from booth.looks.drawing.paper import painted_edge, sheet
from booth.looks.grades import exposed

SHRINK = 2
PENCIL = (0.25, 0.22, 0.26)


def watercolour(picture: Pixels, *, saturation: float, lightness: float, lines: float) -> Pixels:
    """Return the picture painted. `lines`: 0 to 1, how much of a pencil drawing shows through."""
    height, width = picture.shape[:2]
    flat = _abstracted(exposed(picture))
    grey = luminance(flat)[..., None]
    vivid = np.clip(grey + (flat - grey) * saturation, 0, 1)
    washes = 1 - (1 - vivid) * np.float32(1 - lightness)
    density = _edge_density(vivid) + _turbulence(height, width)
    painted = _denser(washes, density)
    pencil = strokes(smoothed(picture, passes=1), width_px=1.3, weakest=0.015, strongest=0.06)
    painted = mixed(painted, PENCIL, lines * pencil)
    brush = painted_edge(height, width, margin=0.045, wobble=0.008)
    rim = smoothstep(brush, 0.0, 0.5) * smoothstep(blurred(brush, height / 260), 1.0, 0.55)
    painted = _denser(painted, 0.5 * rim)
    paper = sheet(height, width, roughness=0.028)
    return mixed(paper, painted * paper / 0.95, brush)


def _abstracted(picture: Pixels) -> Pixels:
    """Return washes: large even areas whose borders waver a little, as wet paint does."""
    height, width = picture.shape[:2]
    calm = resized(smoothed(picture, passes=2), height // SHRINK, width // SHRINK, cv2.INTER_AREA)
    washes = cv2.medianBlur(cv2.pyrMeanShiftFiltering(to_picture(calm), sp=6, sr=14, maxLevel=1), 3)
    return _wavered(resized(washes, height, width, cv2.INTER_CUBIC) / 255, height / 1100)


def _wavered(pixels: Pixels, reach_px: float) -> Pixels:
    height, width = pixels.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    right = reach_px * noise(height, width, height / 90, seed=11)
    down = reach_px * noise(height, width, height / 90, seed=12)
    moved = cv2.remap(pixels, x + right, y + down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(moved, np.float32)


def _edge_density(pixels: Pixels) -> Plane:
    light = luminance(pixels)
    gathered = np.abs(blurred(light, 2.0) - blurred(light, 6.0))
    return np.asarray(np.clip(gathered * 6, 0, 0.5))


def _turbulence(height: int, width: int) -> Plane:
    flow = noise(height, width, height / 7, seed=13) + 0.6 * noise(height, width, height / 25, seed=14)
    pigment = noise(height, width, height / 500, seed=15)
    return np.asarray(0.11 * flow + 0.035 * pigment, np.float32)


def _denser(pixels: Pixels, density: Plane) -> Pixels:
    """Return the colours with more (above 0) or less pigment, as in the paper: C(1 - (1 - C)d)."""
    return np.clip(pixels - (pixels - pixels * pixels) * density[..., None], 0, 1)
