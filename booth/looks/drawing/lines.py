"""The lines that a draughtsman would draw. Pure.

Extended difference of Gaussians: Winnemöller, Kyprianidis and Olsen, "XDoG: an eXtended
difference-of-Gaussians compendium", Computers & Graphics 36 (2012).
"""

import cv2
import numpy as np

from booth.looks.arrays import Pixels, Plane, blurred, luminance, resized, smoothstep

RATIO = 1.6
"""Of the wider Gaussian to the narrower one, as in the paper."""


def smoothed(picture: Pixels, passes: int = 3) -> Pixels:
    """Return the picture without small texture, its edges kept: light drawing needs calm surfaces."""
    height, width = picture.shape[:2]
    small = resized(picture, height // 2, width // 2, cv2.INTER_AREA)
    for _ in range(passes):
        small = np.asarray(cv2.bilateralFilter(small, d=7, sigmaColor=0.09, sigmaSpace=4), np.float32)
    return resized(small, height, width, cv2.INTER_CUBIC)


def evened(light: Plane, clip: float = 2.0) -> Plane:
    """Return the brightness with dark areas lit and local contrast evened out.

    A face is drawn well whatever its skin, and whatever the light behind it.
    """
    around = blurred(light, light.shape[0] / 16)
    gain = np.clip((0.55 / (around + 0.04)) ** 0.75, 1, 3.5)
    lit = light * gain / (1 + light * (gain - 1))
    whole = np.clip(lit * 255, 0, 255).astype(np.uint8)
    return np.asarray(cv2.createCLAHE(clip, (4, 4)).apply(whole), np.float32) / 255


def line_drawing(picture: Pixels, width_px: float, sharpness: float, threshold: float, slope: float) -> Plane:
    """Return ink on white, 0 black to 1 white.

    `width_px`: deviation of the narrow Gaussian at 1200 lines.
    `sharpness`: how far lines stand out from tones.
    `threshold`, `slope`: brightness below which there is ink, and how suddenly.
    """
    light = evened(luminance(picture))
    sigma = width_px * picture.shape[0] / 1200
    narrow = blurred(light, sigma)
    wide = blurred(light, sigma * RATIO)
    response = (1 + sharpness) * narrow - sharpness * wide
    ink = np.where(response >= threshold, 1.0, 1.0 + np.tanh(slope * (response - threshold)))
    return np.asarray(np.clip(ink, 0, 1), np.float32)


def strokes(picture: Pixels, width_px: float, weakest: float, strongest: float) -> Plane:
    """Return lines without any tone: 0 where there is none to 1 on the dark side of a clear edge.

    `width_px`: as above. `weakest`, `strongest`: differences of brightness where a line starts and is full.
    """
    light = evened(luminance(picture))
    sigma = width_px * picture.shape[0] / 1200
    return smoothstep(blurred(light, sigma * RATIO) - blurred(light, sigma), weakest, strongest)
