"""Puts cut-out guests before a backdrop so that they seem to have stood there. Pure."""

import numpy as np

from booth.looks.arrays import Pixels, Plane, blurred, luminance, mixed
from booth.looks.grades import exposed
from booth.looks.matting import decontaminated, matte

WRAP_PX = 16
"""How far a backdrop's light reaches around the guests, at 1200 lines."""


def placed(picture: Pixels, likelihood: Plane, backdrop: Pixels, harmony: float) -> Pixels:
    """Return the guests before the backdrop. `harmony`: 0 to 1, how far their light takes on its colour."""
    alpha = matte(picture, likelihood)
    guests = _harmonised(exposed(decontaminated(picture, alpha), alpha), backdrop, harmony)
    shadow = 1 - 0.28 * blurred(alpha, picture.shape[0] / 18)
    return mixed(backdrop * shadow[..., None], _wrapped(guests, alpha, backdrop), alpha)


def _harmonised(guests: Pixels, backdrop: Pixels, harmony: float) -> Pixels:
    """Tint the guests' shadows and dim them a little towards a dark scene."""
    hue = backdrop.reshape(-1, 3).mean(axis=0)
    cast = hue / max(float(hue.mean()), 1e-3)
    light = luminance(guests)[..., None]
    tinted = guests * (1 + harmony * 0.5 * (1 - light) * (np.clip(cast, 0.5, 1.6) - 1))
    return np.asarray(np.clip(tinted * (1 - 0.1 * harmony), 0, 1), np.float32)


def _wrapped(guests: Pixels, alpha: Plane, backdrop: Pixels) -> Pixels:
    """Let the backdrop's light spill over the guests' edges, as a lens would."""
    reach = WRAP_PX * guests.shape[0] / 1200
    spill = (1 - blurred(alpha, reach)) * alpha
    return 1 - (1 - guests) * (1 - 0.45 * spill[..., None] * blurred(backdrop, reach * 2))
