"""From a coarse segmentation to an edge that looks right on hair. Pure.

The coarse mask is refined with the colours of the picture (the fast colour guided filter of He, Sun and Tang,
arXiv:1505.00996), then the old background's colour is taken out of the half-transparent pixels
(Forte, "Approximate fast foreground colour estimation", ICIP 2021).
"""

from collections.abc import Callable

import cv2
import numpy as np

from booth.looks.arrays import Pixels, Plane, Values, blurred, resized, smoothstep

Mean = Callable[[Values], Values]

FINE_RADIUS_PX = 14
"""Half the width of the band around the edge in which hair is looked for, at 1200 lines."""
FOREGROUND_BLURS_PX = (70, 8)
"""From far to near: how far away a pixel's true colour is looked for."""


def matte(picture: Pixels, likelihood: Plane) -> Plane:
    """Return how much of each pixel belongs to the guests, 0 to 1, at the picture's size."""
    height, width = picture.shape[:2]
    coarse = smoothstep(blurred(resized(likelihood, height, width), height / 400), 0.35, 0.8)
    radius = max(2, round(FINE_RADIUS_PX * height / 1200))
    fine = guided_filter(picture, coarse, radius, epsilon=2e-4)
    fine = smoothstep(np.clip(fine, 0, 1), 0.12, 0.92)
    sure = _band(coarse, radius)
    return coarse + (fine - coarse) * sure


def guided_filter(guide: Pixels, mask: Plane, radius_px: int, epsilon: float, shrink: int = 2) -> Plane:
    """Return the mask with the edges of the guide: a linear function of its colours in every neighbourhood.

    `epsilon`: variance of colour below which the guide counts as flat.
    `shrink`: the coefficients are computed on a picture so many times smaller.
    """
    height, width = mask.shape
    small = resized(guide, height // shrink, width // shrink, cv2.INTER_AREA)
    target = resized(mask, height // shrink, width // shrink, cv2.INTER_AREA)
    window = (2 * max(1, radius_px // shrink) + 1,) * 2

    def mean(values: Values) -> Values:
        return np.asarray(cv2.blur(values, window), np.float32)

    guide_mean, target_mean = mean(small), mean(target)
    covariance = mean(small * target[..., None]) - guide_mean * target_mean[..., None]
    slope = _solved(small, guide_mean, covariance, epsilon, mean)
    offset = target_mean - (slope * guide_mean).sum(axis=2)
    slope = resized(mean(slope), height, width)
    offset = resized(mean(offset), height, width)
    return np.asarray((slope * guide).sum(axis=2) + offset)


def decontaminated(picture: Pixels, alpha: Plane) -> Pixels:
    """Return the guests' own colours, also where the old background shines through."""
    share = alpha[..., None]
    result = picture
    for sigma in FOREGROUND_BLURS_PX:
        scaled = sigma * picture.shape[0] / 1200
        weight = blurred(alpha, scaled)[..., None]
        front = blurred(result * share, scaled) / (weight + 1e-4)
        back = blurred(picture * (1 - share), scaled) / (1 - weight + 1e-4)
        result = np.clip(front + share * (picture - share * front - (1 - share) * back), 0, 1)
    return np.asarray(result, np.float32)


def _solved(small: Values, guide_mean: Values, covariance: Values, epsilon: float, mean: Mean) -> Values:
    """Solve the 3 x 3 system of every neighbourhood."""
    products = small[..., :, None] * small[..., None, :]
    variance = mean(products.reshape(*small.shape[:2], 9)).reshape(products.shape)
    variance -= guide_mean[..., :, None] * guide_mean[..., None, :]
    variance += epsilon * np.eye(3, dtype=np.float32)
    return np.linalg.solve(variance, covariance[..., None])[..., 0].astype(np.float32)


def _band(coarse: Plane, radius_px: int) -> Plane:
    """Return 1 near the edge and 0 elsewhere, softly: inside a guest and far away nothing is looked for."""
    return np.clip(blurred(4 * coarse * (1 - coarse) + _edge(coarse), radius_px) * 3, 0, 1)


def _edge(coarse: Plane) -> Plane:
    solid = (coarse > 0.5).astype(np.uint8)
    return cv2.morphologyEx(solid, cv2.MORPH_GRADIENT, np.ones((5, 5), np.uint8)).astype(np.float32)
