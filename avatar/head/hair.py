"""The hair: a side-parted bob, combed from the hairline and the parting over the skull, closed inside."""

import numpy as np

from avatar.head.body import Person
from avatar.head.eyes import grid_triangles
from avatar.head.hairline import PARTING_DEG, TEMPLE_DEG, direction, hairline_deg, skull_centre
from avatar.head.mesh import Mesh, joined, smoothstep, unit
from avatar.head.noise import noise
from avatar.head.raster import scattered
from avatar.head.relief import Globe
from avatar.head.source import Floats

_STRANDS, _STEPS, _INNER_STEPS = 120, 36, 12
_PARTS_AT = 0.36
"""The share of a side's strands that grow from the hairline; the others grow from the parting."""
_CROWN_TURN_DEG, _CROWN_RISE_DEG = -30.0, 84.0
_OVER = 0.58
"""The part of a strand's way that lies on the skull; the rest hangs."""
_TIP_BELOW_M = 0.122
"""How far below the skull's middle the hair ends at the nape; in front it is longer."""
_THICK_M = 0.014


def hair_picture(width: int = 1024, height: int = 64) -> Floats:
    """Strands along the picture's height: their tone, and as opacity which of them begin first."""
    random = np.random.default_rng(21)
    tone, early = np.zeros(width), np.zeros(width)
    for spread, amount in ((1.0, 0.35), (3.0, 0.45), (11.0, 0.40)):
        tone += amount * _streaks(random, width, spread)
    for spread, amount in ((0.8, 0.7), (2.5, 0.7)):
        early += amount * _streaks(random, width, spread)
    drift = np.stack([_streaks(random, width, 2.0) for _ in range(3)])
    along = np.linspace(0, 2, height)
    drifted = np.stack([np.interp(along, range(3), column) for column in drift.T], axis=1)
    shade = np.clip(0.66 + 0.075 * (tone[None] + 0.5 * drifted), 0.2, 1)
    opacity = np.tile(np.clip(0.76 + 0.12 * early, 0.50, 1), (height, 1))
    return np.stack([shade, shade, shade, opacity], axis=2)


def hair(person: Person, skin: Mesh) -> Mesh:
    """Both sides of the hair, which follows the head, its tips a little less."""
    bob = _Bob(person, skin)
    mesh = joined([piece for side in (1.0, -1.0) for piece in (bob.outside(side), bob.inside(side))])
    height = mesh.points[:, 1] - bob.centre[1]
    follow = np.interp(height, [-_TIP_BELOW_M, -0.06], [0.76, 1.0])
    mesh.joints = np.stack([0 * follow, 1 - follow, follow], axis=1)
    return mesh


class _Bob:
    """The shape of the hair: for a side and a share of its strands, the path of each."""

    def __init__(self, person: Person, skin: Mesh) -> None:
        self.centre = skull_centre(person)
        cloud = scattered(skin.points, skin.triangles, 120_000)
        cloud = cloud[cloud[:, 1] > self.centre[1] - 0.09]
        self._skull = Globe(cloud, self.centre, smooth=14)

    def outside(self, side: float) -> Mesh:
        """What is seen of a side."""
        share, steps = np.linspace(0, 1, _STRANDS), np.linspace(0, 1, _STEPS) ** 1.15
        paths = self._paths(side, share, steps)
        # At the hairline single hairs come out of the skin; opacity is that of the picture's strands.
        root = np.interp(share, [_PARTS_AT - 0.03, _PARTS_AT + 0.02], [0.0, 1.0])[:, None]
        opacity = np.maximum(root, smoothstep(-0.015, 0.07, steps)[None])
        tone = 0.90 + 0.10 * noise(paths.reshape(-1, 3), 0.02, 9).reshape(paths.shape[:2])
        tone = tone * np.interp(steps, [0.5, 1.0], [1.0, 0.86])
        return _sheet(paths, tone, opacity, side, share)

    def inside(self, side: float) -> Mesh:
        """From the tips up again on the side of the neck, where it is dark."""
        share = np.linspace(0, 1, _STRANDS)
        steps = 1 - (1 - 0.52) * np.linspace(0, 1, _INNER_STEPS) ** 1.6
        paths = self._paths(side, share, steps)
        thick = (
            _THICK_M * smoothstep(-0.02, 0.14, share)[:, None] * np.sqrt(np.clip((1 - steps) / 0.10, 0, 1))
        )
        away = paths - self.centre
        away[..., 1] = 0
        paths = paths - unit(away) * thick[..., None]
        tone = np.interp(steps, [0.86, 1.0], [0.07, 0.5])
        return _sheet(paths, tone + 0 * thick, np.ones_like(thick), side, share)

    def _paths(self, side: float, share: Floats, steps: Floats) -> Floats:
        """Paths (n, steps, 3) of strands: `share` 0 at the temple to 1 at the nape."""
        over = np.clip(steps / _OVER, 0, 1)[None, :, None]
        start, middle, low = (knot[:, None] for knot in self._knots(side, share))
        way = unit(start * (1 - over) ** 2 + 2 * over * (1 - over) * middle + over**2 * low)
        points = self.centre + way * (self._skull.at(way) + self._volume(share, over[..., 0]))[..., None]
        return self._hung(points, share, np.clip((steps - _OVER) / (1 - _OVER), 0, 1)[None, :])

    def _knots(self, side: float, share: Floats) -> tuple[Floats, Floats, Floats]:
        """The directions of a strand's root, of what draws its way, and of where it begins to hang."""
        grown = np.clip(share / _PARTS_AT, 0, 1)
        turn = side * TEMPLE_DEG + (PARTING_DEG - side * TEMPLE_DEG) * grown
        back = np.clip((share - _PARTS_AT) / (1 - _PARTS_AT), 0, 1)
        parted = np.interp(back, [0, 0.5, 1], [0, 1, 1])
        rise = hairline_deg(turn) * (1 - parted) + _CROWN_RISE_DEG * parted
        turn = turn + np.interp(back, [0, 0.5, 1], [0, -6, _CROWN_TURN_DEG - PARTING_DEG])
        low_turn = side * np.interp(share, [0, _PARTS_AT, 0.6, 1], [41, 74, 114, 182])
        middle_turn = low_turn * np.interp(share, [0, _PARTS_AT, 0.6], [1.0, 0.60, 0.74])
        middle_rise = np.interp(share, [0, 0.15, _PARTS_AT, 0.6, 1], [2, 30, 54, 48, 45])
        low_rise = np.interp(share, [0, 0.3, 1], [-16, -4, -6])
        return direction(turn, rise), direction(middle_turn, middle_rise), direction(low_turn, low_rise)

    def _volume(self, share: Floats, over: Floats) -> Floats:
        """How far off the skull the hair lies, in metres: it rises from its roots."""
        root = np.interp(share, [_PARTS_AT - 0.08, _PARTS_AT + 0.10], [0.0004, 0.0055])[:, None]
        risen = 1 - (1 - np.clip(over / 0.42, 0, 1)) ** 2.2
        full = np.interp(share, [0, 0.2, 0.5, 1], [0.004, 0.012, 0.016, 0.015])[:, None]
        locks = 0.0006 * np.sin(share * 47 + 2.1 * np.sin(share * 19))[:, None]
        return np.asarray(
            root + (full - root) * risen * (1 - 0.38 * smoothstep(0.5, 1, over)) + locks * risen
        )

    def _hung(self, points: Floats, share: Floats, hang: Floats) -> Floats:
        """The points with what hangs drawn down, and in at the tips, most beside the chin."""
        longer = 0.014 * (1 - share) ** 2
        drop = self.centre[1] - _TIP_BELOW_M - longer[:, None] - points[..., 1]
        tucked = np.interp(share, [0, 0.3], [0.26, 0.15])[:, None]
        bulge = 1 + 0.05 * np.sin(np.pi * hang) - tucked * hang**2.2
        fallen = self.centre + (points - self.centre) * np.stack([bulge, 1 + 0 * bulge, bulge], axis=2)
        fallen[..., 1] = points[..., 1] + drop * hang
        return fallen


def _sheet(paths: Floats, tone: Floats, opacity: Floats, side: float, share: Floats) -> Mesh:
    rows, columns = paths.shape[:2]
    triangles = grid_triangles(rows, columns)
    down = np.broadcast_to(np.linspace(0, 1, columns)[None], (rows, columns))
    flat = np.stack([np.broadcast_to(share[:, None] * 3, (rows, columns)), down], axis=2)
    mesh = Mesh(
        points=paths.reshape(-1, 3),
        triangles=triangles[:, ::-1] if side > 0 else triangles,
        texture_points=flat.reshape(-1, 2),
        tangents=unit(np.gradient(paths, axis=1)).reshape(-1, 3),
    )
    tone, opacity = (np.broadcast_to(part, (rows, columns)).ravel() for part in (tone, opacity))
    mesh.colours = np.stack([tone, tone, tone, opacity], axis=1)
    return mesh


def _streaks(random: np.random.Generator, width: int, spread: float) -> Floats:
    """Noise of deviation 1 that repeats at its edges, with features of `spread` texels."""
    wave = np.fft.rfft(random.standard_normal(width))
    wave *= np.exp(-2 * (np.pi * spread * np.fft.rfftfreq(width)) ** 2)
    soft = np.fft.irfft(wave, width)
    return np.asarray(soft / soft.std())
