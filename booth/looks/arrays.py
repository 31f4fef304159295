"""Pictures as numbers: the few array operations that all looks share. Pure."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from booth.ports import Picture

Values = NDArray[np.floating[Any]]
"""Numbers of any shape."""
Plane = Values
"""One value a pixel, of shape (height, width)."""
Pixels = Values
"""RGB from 0 to 1, of shape (height, width, 3)."""

LUMA = (0.299, 0.587, 0.114)


def to_float(picture: Picture) -> Pixels:
    """Return the picture from 0 to 1."""
    return picture.astype(np.float32) / np.float32(255)


def to_picture(pixels: NDArray[Any]) -> Picture:
    """Return pixels from 0 to 1 as a picture; what lies outside is clipped."""
    return np.clip(pixels * 255 + 0.5, 0, 255).astype(np.uint8)


def luminance(pixels: Pixels) -> Plane:
    """Return how bright each pixel is, from 0 to 1."""
    return pixels @ np.array(LUMA, np.float32)


def resized(pixels: NDArray[Any], height: int, width: int, how: int = cv2.INTER_LINEAR) -> Values:
    """Scale to a size, with one of OpenCV's interpolations."""
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=how), np.float32)


def blurred(pixels: Values, sigma_px: float) -> Values:
    """Blur with a Gaussian; wide ones are computed on a smaller picture, where they cost little."""
    shrink = max(1, int(sigma_px / 6))
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma_px), np.float32)
    height, width = pixels.shape[:2]
    small = resized(pixels, max(1, height // shrink), max(1, width // shrink), cv2.INTER_AREA)
    small = np.asarray(cv2.GaussianBlur(small, (0, 0), sigma_px / shrink), np.float32)
    return resized(small, height, width, cv2.INTER_CUBIC)


def smoothstep(values: Values, low: float, high: float) -> Values:
    """Map values to 0 below `low`, 1 above `high`, and smoothly between."""
    t: Values = np.clip((values - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def mixed(below: Values, above: Any, share: Any) -> Values:
    """Lay `above` over `below`: `share` (0 to 1) of it, a number or one a pixel."""
    weight = np.asarray(share, np.float32)
    if weight.ndim == 2 and below.ndim == 3:
        weight = weight[..., None]
    return below + (np.asarray(above, np.float32) - below) * weight


def noise(height: int, width: int, grain_px: float, seed: int = 7) -> Plane:
    """Return smooth noise of mean 0 and deviation 1 with spots of about `grain_px`; the same every time."""
    generator = np.random.default_rng(seed)
    size = (max(2, round(height / grain_px)), max(2, round(width / grain_px)))
    coarse = generator.standard_normal(size, dtype=np.float32)
    plane = resized(coarse, height, width, cv2.INTER_CUBIC)
    return np.asarray((plane - plane.mean()) / max(float(plane.std()), 1e-6))
