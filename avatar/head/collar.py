"""The blazer's lapels, laid on its front, and its collar, folded around the neck."""

import numpy as np

from avatar.head.eyes import grid_triangles
from avatar.head.mesh import Mesh, joined, smoothstep, unit
from avatar.head.relief import Relief
from avatar.head.source import Floats

_ROLL = (
    (0.000, 0.040, -0.050),
    (0.032, 0.038, -0.042),
    (0.055, 0.030, -0.018),
    (0.066, 0.016, 0.014),
    (0.070, -0.004, 0.046),
    (0.067, -0.026, 0.074),
    (0.060, -0.048, 0.098),
)
"""The collar's fold on her left from the nape to the notch, from the neck joint, in metres."""
_FALL = (
    (0.000, -0.018),
    (0.010, -0.016),
    (0.022, -0.008),
    (0.028, 0.000),
    (0.029, 0.004),
    (0.027, 0.005),
    (0.024, 0.004),
)
"""From the fold to the collar's edge, at the same places, aside and ahead; it lies on the blazer."""
_STAND_M, _THICK_M = 0.030, 0.009
_LAPEL = (
    ((0.002, -0.215), (0.038, -0.130), (0.0645, -0.036)),
    ((0.004, -0.218), (0.074, -0.160), (0.108, -0.082)),
)
"""A lapel's fold and edge: places across and up from the neck joint."""


def collar(neck: Floats, above: Relief) -> Mesh:
    """The collar: it stands up around the neck, folds, and falls on the shoulders; `above` are x, z and y."""
    places = np.linspace(0, 1, 40)
    roll, fall = (_through(np.array(knots), places) for knots in (_ROLL, _FALL))
    across = np.linspace(0, 1, 14)[None, :]
    leaf = np.repeat(roll[:, None], 14, axis=1)
    leaf[..., 0::2] += fall[:, None] * across[..., None]
    lies = above.at(leaf[..., 0::2] + neck[0::2]) - neck[1] + 0.006
    leaf[..., 1] += (lies - leaf[..., 1]) * across**1.5 + 0.003 * np.sin(np.pi * across**0.6)
    inward = unit(np.stack([-roll[:, 0], 0 * places, 0.02 - roll[:, 2]], axis=1))
    down = np.linspace(1, 0, 8)[:-1, None]
    stand = roll[:, None] + down * ([0, -_STAND_M, 0] + 0.003 * inward[:, None])
    half = np.concatenate([stand, leaf], axis=1)
    rim = _rim(leaf[:, -1], [0, -1, 0])
    return joined([_sheet(part * [side, 1, 1] + neck, -side) for side in (1.0, -1.0) for part in (half, rim)])


def opening(height: Floats) -> Floats:
    """Half the width of the blazer's opening, under its folds, at heights from the neck joint."""
    fold = np.concatenate([_bow(np.array(_LAPEL[0]), np.linspace(0, 1, 20)), np.array(_ROLL)[4::-1, :2]])
    return np.asarray(np.interp(height, fold[:, 1], fold[:, 0] + 0.004))


def lapels(neck: Floats, ahead: Relief) -> Mesh:
    """Both lapels, laid on the blazer."""
    parts = _lapel(ahead, neck)
    return joined([_sheet(part * [side, 1, 1] + neck, side) for side in (1.0, -1.0) for part in parts])


def _lapel(ahead: Relief, neck: Floats) -> tuple[Floats, Floats]:
    """The leaf of her left lapel and its rim, from the neck joint."""
    along, across = np.linspace(0, 1, 30), np.linspace(0, 1, 14)
    inner, outer = (_bow(np.array(knots), along) for knots in _LAPEL)
    places = inner[:, None] * (1 - across[None, :, None]) + outer[:, None] * across[None, :, None]
    thick = 0.0055 * smoothstep(0, 0.12, across) + 0.0015
    z = ahead.at(places + neck[:2]) - neck[2] + thick[None] * smoothstep(0, 0.05, along)[:, None] + 0.001
    leaf = np.concatenate([places, z[..., None]], axis=2)
    return leaf, _rim(leaf[:, -1], [0, 0, -1])


def _rim(edge: Floats, way: list[float]) -> Floats:
    """The thickness of the cloth, seen at its edge: a strip of its own, so that the edge is crisp."""
    return np.asarray(edge[:, None] + np.linspace(0, _THICK_M, 3)[None, :, None] * np.array(way))


def _bow(knots: Floats, along: Floats) -> Floats:
    """A curve from the first knot through the middle one to the last."""
    first, middle, last = knots
    middle = 2 * middle - (first + last) / 2
    t = along[:, None]
    return np.asarray(first * (1 - t) ** 2 + 2 * middle * t * (1 - t) + last * t**2)


def _through(knots: Floats, places: Floats) -> Floats:
    """A smooth curve through evenly spaced knots (E. Catmull, R. Rom, 1974)."""
    padded = np.concatenate([[2 * knots[0] - knots[1]], knots, [2 * knots[-1] - knots[-2]]])
    spot = np.clip(places, 0, 1) * (len(knots) - 1)
    at = np.minimum(spot.astype(int), len(knots) - 2)
    t = (spot - at)[:, None]
    before, here, there, beyond = (padded[at + step] for step in range(4))
    return np.asarray(
        here
        + 0.5 * t * (there - before)
        + t**2 * (before - 2.5 * here + 2 * there - 0.5 * beyond)
        + t**3 * (1.5 * (here - there) + 0.5 * (beyond - before))
    )


def _sheet(points: Floats, side: float) -> Mesh:
    triangles = grid_triangles(*points.shape[:2])
    flat = points.reshape(-1, 3)
    return Mesh(
        points=flat,
        triangles=triangles[:, ::-1] if side > 0 else triangles,
        texture_points=flat[:, :2] * 8,
    )
