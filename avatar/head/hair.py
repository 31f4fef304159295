"""The hair: a side-parted bob, grown as curtains of ribbons from the parting over the skull."""

import numpy as np

from avatar.head.body import Person
from avatar.head.eyes import grid_triangles
from avatar.head.mesh import Mesh, smoothstep, unit
from avatar.head.noise import noise
from avatar.head.raster import scattered
from avatar.head.relief import Globe
from avatar.head.source import Floats
from avatar.head.strands import ribbons

_STEPS = 18
_PARTING_DEG = (19.0, 26.0), (13.0, 84.0), (-30.0, 84.0)
"""Where the parting starts at the brow, and goes: azimuth to her left, elevation, from the skull's middle."""
_TIP_BELOW_M = 0.118
"""How far below the skull's middle the hair ends."""


def hair_picture(size: int = 256) -> Floats:
    """Strands along the picture's height with ragged gaps at its sides and tip: (size, size, 4)."""
    random = np.random.default_rng(21)
    shade, cover = np.full(size, 0.45), np.zeros(size)
    for _ in range(70):
        at, wide = random.uniform(0, size), random.uniform(1.5, 5.0)
        near = np.exp(-(((np.arange(size) - at) / wide) ** 2))
        shade += near * random.uniform(-0.25, 0.35)
        cover = np.maximum(cover, near * random.uniform(0.55, 1.0))
    across = np.linspace(-1, 1, size)
    cover *= 1 - np.abs(across) ** 5
    down = np.linspace(0, 1, size)[:, None]
    ends = random.uniform(0.90, 1.0, size)
    ends = np.convolve(np.pad(ends, 3, mode="wrap"), np.ones(7) / 7, "valid")
    tip = smoothstep(0.06, -0.02, down - ends[None, :])
    opacity = np.clip(cover[None, :] * 1.5, 0, 1) * tip
    tone = np.clip(0.66 + 0.9 * (shade - shade.mean()), 0.2, 1)[None, :, None] * np.ones((size, 1, 3))
    return np.concatenate([tone, opacity[..., None]], axis=2)


class Bob:
    """The shape of the hair: for a side, an azimuth and a depth, the path of a strand."""

    def __init__(self, person: Person, skin: Mesh) -> None:
        ears = (person.joint("l-eye") + person.joint("r-eye")) / 2
        self.centre = np.array([0.0, ears[1] + 0.014, 0.030])
        cloud = scattered(skin.points, skin.triangles, 120_000)
        cloud = cloud[cloud[:, 1] > self.centre[1] - 0.09]
        self._skull = Globe(cloud, self.centre, smooth=14)

    def path(self, side: float, share: Floats, depth_m: Floats, steps: int = _STEPS) -> Floats:
        """Paths (n, steps, 3) of strands: `share` 0 at the face to 1 at the nape, `depth_m` off the skull."""
        start = self._parting(share)
        turn = np.radians(np.interp(share, [0, 0.25, 1], [50, 90, 182])) * side
        middle = _direction(
            turn * np.interp(share, [0, 0.4], [0.60, 0.74]),
            np.radians(np.interp(share, [0, 0.4, 1], [31, 46, 45])),
        )
        low = _direction(turn, np.radians(np.interp(share, [0, 0.3, 1], [2, -2, -6])))
        t = np.linspace(0, 1, steps)[None, :, None]
        over = np.clip(t / 0.56, 0, 1)
        way = (
            start[:, None] * (1 - over) ** 2
            + 2 * over * (1 - over) * middle[:, None]
            + over**2 * low[:, None]
        )
        way = unit(way)
        lift = np.interp(over[..., 0], [0, 0.12, 0.5, 1], [0.1, 1.0, 1.15, 1.0])
        volume = 0.008 * np.sin(np.pi * np.clip(over[..., 0] * 1.15, 0, 1)) + 0.0025
        radius = self._skull.at(way) + volume * (1 + 0 * lift) + depth_m[:, None] * lift
        points = self.centre + way * radius[..., None]
        hang = np.clip((t - 0.56) / 0.44, 0, 1)
        drop = self.centre[1] - _TIP_BELOW_M - points[..., 1:2]
        bulge = 1 + 0.05 * np.sin(np.pi * hang) - 0.17 * hang**2.6
        fallen = points * np.concatenate([bulge, np.ones_like(bulge), 0 * bulge], axis=2)
        fallen[..., 2:] = self.centre[2] + (points[..., 2:] - self.centre[2]) * bulge
        fallen[..., 1:2] = points[..., 1:2] + drop * hang
        return np.where(hang > 0, fallen, points)

    def facing(self, paths: Floats) -> Floats:
        """Away from the middle of the head, level where the hair hangs."""
        away = paths - self.centre
        away[..., 1] *= smoothstep(-0.06, 0.06, away[..., 1])
        return unit(away)

    def _parting(self, share: Floats) -> Floats:
        turns, rises = zip(*_PARTING_DEG, strict=True)
        place = np.interp(share, [0, 0.55, 1], [0, 1, 2])
        return _direction(
            np.radians(np.interp(place, [0, 1, 2], turns)), np.radians(np.interp(place, [0, 1, 2], rises))
        )


def hair(person: Person, skin: Mesh) -> list[Mesh]:
    """The cover under the hair, and the hair."""
    bob = Bob(person, skin)
    random = np.random.default_rng(31)
    covers, locks, tones = [], [], []
    for side in (1.0, -1.0):
        share = np.linspace(0.012, 1, 60)
        under = bob.path(side, share, np.full(60, -0.0025), 28)[:, :-1]
        covers.append(_sheet(under, bob, side))
        for depth, count, wide in (
            (0.0005, 95, 0.0085),
            (0.0030, 95, 0.0080),
            (0.0052, 60, 0.0060),
            (0.0062, 26, 0.0035),
        ):
            share = np.clip((np.arange(count) + random.uniform(0, 1, count)) / count, 0, 1)
            paths = bob.path(side, share, depth + random.uniform(0, 0.0022, count))
            paths = _swayed(paths, random, count)
            widths = (
                wide
                * random.uniform(0.7, 1.25, (count, 1))
                * np.interp(np.linspace(0, 1, _STEPS), [0, 0.1, 0.7, 1], [0.55, 1, 1, 0.7])
            )
            locks.append(ribbons(paths, widths, bob.facing(paths)))
            tones.append(np.repeat(random.uniform(0.55, 1.0, count), _STEPS * 2))
    return [_hung(bob, covers, None), _hung(bob, locks, np.concatenate(tones))]


def _swayed(paths: Floats, random: np.random.Generator, count: int) -> Floats:
    t = np.linspace(0, 1, paths.shape[1])[None, :]
    moved = paths.copy()
    for axis, amount in ((0, 0.0022), (2, 0.0022)):
        phase, speed = random.uniform(0, 6.28, (count, 1)), random.uniform(2.5, 5.0, (count, 1))
        moved[..., axis] += amount * t**1.2 * np.sin(phase + speed * t)
    ends = random.normal(0, 0.0025, (count, 1))
    moved[..., 1] += ends * smoothstep(0.5, 1, t)
    return moved


def _sheet(paths: Floats, bob: Bob, side: float) -> Mesh:
    rows, columns = paths.shape[:2]
    triangles = grid_triangles(rows, columns)
    flat = np.stack(
        np.broadcast_arrays(np.linspace(0, 9, rows)[:, None], np.linspace(0, 0.75, columns)[None]), axis=2
    )
    return Mesh(
        points=paths.reshape(-1, 3),
        triangles=triangles[:, ::-1] if side > 0 else triangles,
        texture_points=flat.reshape(-1, 2),
        normals=bob.facing(paths).reshape(-1, 3),
    )


def _hung(bob: Bob, pieces: list[Mesh], tones: Floats | None) -> Mesh:
    """The pieces as one mesh that follows the head, its tips a little less."""
    starts = np.cumsum([0, *(len(piece.points) for piece in pieces)])
    points = np.concatenate([piece.points for piece in pieces])
    follow = np.interp(points[:, 1], [bob.centre[1] - _TIP_BELOW_M, bob.centre[1] - 0.06], [0.72, 1.0])
    tone = np.ones(len(points)) if tones is None else tones * (0.88 + 0.12 * noise(points, 0.02, 9))
    return Mesh(
        points=points,
        triangles=np.concatenate(
            [piece.triangles + start for piece, start in zip(pieces, starts, strict=False)]
        ),
        texture_points=np.concatenate([piece.texture_points for piece in pieces]),
        normals=bob.facing(points),
        joints=np.stack([0 * follow, 1 - follow, follow], axis=1),
        colours=np.stack([tone, tone, tone, np.ones_like(tone)], axis=1),
    )


def _direction(turn: Floats, rise: Floats) -> Floats:
    return np.stack(
        [np.sin(turn) * np.cos(rise), np.sin(rise) + 0 * turn, np.cos(turn) * np.cos(rise)], axis=-1
    )
