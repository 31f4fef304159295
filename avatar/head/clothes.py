"""A blazer over a blouse, cut from the source's own body stocking."""

import numpy as np

from avatar.head.body import Person, selected
from avatar.head.eyes import grid_triangles
from avatar.head.mesh import Mesh, joined, normals, smoothstep
from avatar.head.relief import Relief
from avatar.head.source import Floats, Ints

_FLOOR_BELOW_NECK_M = 0.26
_FINER = 2
"""How often each triangle of the stocking is parted into four: its outline is seen against the light."""
_SHOULDER_FROM_M, _NARROWER, _SLOPE = 0.085, 0.30, 0.22
"""Where a shoulder begins, from the middle; what it loses there of its width, and how it falls."""
_V = ((-0.215, -0.030), (0.002, 0.062))
"""The opening of the blazer: heights from the neck joint, and half widths there, in metres."""


def clothes(person: Person) -> dict[str, Mesh]:
    """The blouse, the blazer and its lapels."""
    neck = person.joint("neck")
    blouse = _shell(person, offset_m=0.006, rounds=5)
    blazer = _shell(person, offset_m=0.015, rounds=10)
    ahead = Relief(blazer, smooth=5)
    height = blazer.points[:, 1] - neck[1]
    front = smoothstep(-0.005, 0.03, blazer.points[:, 2])
    opening = np.abs(blazer.points[:, 0]) - np.interp(height, *_V)
    behind = 0.010 - height - 0.2 * blazer.points[:, 2]
    cut = _clipped(blazer, np.minimum(opening * front + 0.05 * (1 - front), behind))
    # A round neckline: a tilted plane, lower in front than behind.
    away = blouse.points - neck
    neckline = np.minimum(0.005 - away[:, 1] - 0.10 * away[:, 2], 0.105 - np.abs(away[:, 0]))
    return {
        "Blouse": _worn(person, _clipped(blouse, neckline)),
        "Blazer": _worn(person, cut),
        "Lapels": _worn(person, _lapels(neck, ahead)),
    }


def _shell(person: Person, *, offset_m: float, rounds: int) -> Mesh:
    """The body stocking's upper part, smoothed over `rounds` and moved outwards."""
    faces = person.source.faces("helper-tights")
    centres = person.points[faces.points].mean(axis=1)
    neck = person.joint("neck")
    keep = (centres[:, 1] > neck[1] - _FLOOR_BELOW_NECK_M) & (centres[:, 1] < neck[1] + 0.03)
    mesh = person.piece(selected(faces, keep))
    points, triangles = _welded(mesh)
    points = _smoothed(points, triangles, rounds)
    for _ in range(_FINER):
        points, triangles = _finer(points, triangles)
        points = _smoothed(points, triangles, rounds // 2)
    points = _tailored(points + normals(points, triangles) * offset_m)
    return Mesh(points=points, triangles=triangles, texture_points=points[:, :2] * 8)


def _tailored(points: Floats) -> Floats:
    """The points with narrower shoulders that slope: the source stands with its arms raised."""
    aside = np.abs(points[:, 0])
    beyond = np.maximum(0.0, aside - _SHOULDER_FROM_M)
    narrow = np.sign(points[:, 0]) * (aside - _NARROWER * beyond)
    return np.stack([narrow, points[:, 1] - _SLOPE * beyond, points[:, 2]], axis=1)


def _finer(points: Floats, triangles: Ints) -> tuple[Floats, Ints]:
    """Four triangles for each, with a new point in the middle of every edge."""
    edges = np.concatenate([triangles[:, pair] for pair in ([0, 1], [1, 2], [2, 0])])
    once, which = np.unique(np.sort(edges, axis=1), axis=0, return_inverse=True)
    middle = len(points) + which.reshape(3, -1)
    a, b, c = triangles.T
    ab, bc, ca = middle
    parts = (a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)
    return (
        np.concatenate([points, points[once].mean(axis=1)]),
        np.concatenate([np.stack(part, axis=1) for part in parts]),
    )


def _smoothed(points: Floats, triangles: Ints, rounds: int) -> Floats:
    """The points drawn towards their neighbours; those on the rim stay."""
    neighbours = np.concatenate([triangles[:, pair] for pair in ([0, 1], [1, 2], [2, 0])])
    neighbours = np.concatenate([neighbours, neighbours[:, ::-1]])
    count = np.maximum(np.bincount(neighbours[:, 0], minlength=len(points)), 1)[:, None]
    once, uses = np.unique(np.sort(neighbours, axis=1), axis=0, return_counts=True)
    rim = np.unique(once[uses == 2])
    pinned = points[rim]
    for _ in range(rounds):
        total = np.zeros_like(points)
        np.add.at(total, neighbours[:, 0], points[neighbours[:, 1]])
        points = 0.5 * points + 0.5 * total / count
        points[rim] = pinned
    return points


def _welded(mesh: Mesh) -> tuple[Floats, Ints]:
    twins = mesh.twins if mesh.twins is not None else np.arange(len(mesh.points))
    points = np.zeros((int(twins.max()) + 1, 3))
    points[twins] = mesh.points
    return points, twins[mesh.triangles]


def _clipped(mesh: Mesh, values: Floats) -> Mesh:
    """The part of the mesh where the values at its points are positive, cut along zero."""
    points, triangles = list(mesh.points), []
    between: dict[tuple[int, int], int] = {}

    def crossing(inner: int, outer: int) -> int:
        key = (min(inner, outer), max(inner, outer))
        if key not in between:
            share = values[inner] / (values[inner] - values[outer])
            points.append(mesh.points[inner] * (1 - share) + mesh.points[outer] * share)
            between[key] = len(points) - 1
        return between[key]

    for triangle in mesh.triangles:
        polygon: list[int] = []
        for here, there in zip(triangle, np.roll(triangle, -1), strict=True):
            if values[here] > 0:
                polygon.append(int(here))
            if (values[here] > 0) != (values[there] > 0):
                inner, outer = (here, there) if values[here] > 0 else (there, here)
                polygon.append(crossing(int(inner), int(outer)))
        triangles += [[polygon[0], *polygon[corner : corner + 2]] for corner in range(1, len(polygon) - 1)]
    used, numbers = np.unique(np.array(triangles), return_inverse=True)
    kept = np.array(points)[used]
    return Mesh(points=kept, triangles=numbers.reshape(-1, 3), texture_points=kept[:, :2] * 8)


def _lapels(neck: Floats, ahead: Relief) -> Mesh:
    """Lapel and collar of both sides, laid on the blazer."""
    strips = (
        (
            ((0.003, -0.213), (0.034, -0.120), (0.060, -0.050)),
            ((0.004, -0.216), (0.062, -0.140), (0.098, -0.082)),
        ),
        (
            ((0.058, -0.056), (0.0615, -0.034), (0.060, -0.012)),
            ((0.086, -0.064), (0.090, -0.040), (0.082, -0.014)),
        ),
    )
    return joined(
        [
            _strip(np.array(inner), np.array(outer), side, neck, ahead)
            for inner, outer in strips
            for side in (1.0, -1.0)
        ]
    )


def _strip(inner: Floats, outer: Floats, side: float, neck: Floats, ahead: Relief) -> Mesh:
    rows, columns = 24, 12
    along, across = np.linspace(0, 1, rows), np.linspace(0, 1, columns)

    def edge(knots: Floats) -> Floats:
        first, middle, last = knots
        middle = 2 * middle - (first + last) / 2
        t = along[:, None]
        return np.asarray(first * (1 - t) ** 2 + 2 * middle * t * (1 - t) + last * t**2)

    places = edge(inner)[:, None] * (1 - across[None, :, None]) + edge(outer)[:, None] * across[None, :, None]
    flat = places * [side, 1] + neck[:2]
    thick = 0.0045 * np.minimum(smoothstep(0, 0.12, across), 1) * smoothstep(1.0, 0.9, across) ** 0.5 + 0.001
    z = ahead.at(flat) + thick[None] * smoothstep(0, 0.05, along)[:, None] + 0.0015
    points = np.concatenate([flat, z[..., None]], axis=2).reshape(-1, 3)
    triangles = grid_triangles(rows, columns)
    return Mesh(
        points=points,
        triangles=triangles[:, ::-1] if side > 0 else triangles,
        texture_points=points[:, :2] * 8,
    )


def _worn(person: Person, mesh: Mesh) -> Mesh:
    """The mesh on the chest, its collar following the neck a little."""
    neck = person.joint("neck")
    follow = 0.25 * smoothstep(neck[1] - 0.05, neck[1] + 0.02, mesh.points[:, 1])
    mesh.joints = np.stack([1 - follow, follow, 0 * follow], axis=1)
    return mesh
