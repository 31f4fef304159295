"""A blazer over a blouse, cut from the source's own body stocking."""

import numpy as np

from avatar.head.body import Person, selected
from avatar.head.collar import collar, lapels, opening
from avatar.head.mesh import Mesh, normals, smoothstep
from avatar.head.relief import Relief
from avatar.head.source import Floats, Ints

_FLOOR_BELOW_NECK_M = 0.26
_FINER = 2
"""How often each triangle of the stocking is parted into four: its outline is seen against the light."""
_SHOULDER_FROM_M, _NARROWER, _SLOPE = 0.085, 0.30, 0.22
"""Where a shoulder begins, from the middle; what it loses there of its width, and how it falls."""


def clothes(person: Person) -> dict[str, Mesh]:
    """The blouse, the blazer, its lapels and its collar."""
    neck = person.joint("neck")
    blouse = _shell(person, offset_m=0.006, rounds=5)
    blazer = _shell(person, offset_m=0.015, rounds=10)
    ahead, above = Relief(blazer, smooth=5), Relief(_upright(blazer), smooth=5)
    height = blazer.points[:, 1] - neck[1]
    front = smoothstep(-0.005, 0.03, blazer.points[:, 2])
    beside = np.abs(blazer.points[:, 0]) - opening(height)
    away = blazer.points - neck
    # Under the collar there is room for the neck.
    around = 0.07 * (np.hypot(away[:, 0] / 0.084, (away[:, 2] - 0.015) / 0.08) - 1)
    around = np.where(height > -0.06, around, 0.05)
    cut = _clipped(blazer, np.minimum(beside * front + 0.05 * (1 - front), around))
    # A round neckline: a tilted plane, lower in front than behind.
    away = blouse.points - neck
    neckline = 0.012 - away[:, 1] - 0.62 * np.maximum(away[:, 2], 0)
    neckline = np.minimum(neckline, 0.076 - np.abs(away[:, 0]))
    return {
        "Blouse": _worn(person, _clipped(blouse, neckline)),
        "Blazer": _worn(person, cut),
        "Lapels": _worn(person, lapels(neck, ahead)),
        "Collar": _worn(person, collar(neck, above)),
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


def _upright(mesh: Mesh) -> Mesh:
    """The mesh with its height as depth, as it is seen from above."""
    return Mesh(
        points=mesh.points[:, [0, 2, 1]],
        triangles=mesh.triangles[:, ::-1],
        texture_points=mesh.texture_points,
    )


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


def _worn(person: Person, mesh: Mesh) -> Mesh:
    """The mesh on the chest, its collar following the neck a little."""
    neck = person.joint("neck")
    follow = 0.25 * smoothstep(neck[1] - 0.05, neck[1] + 0.02, mesh.points[:, 1])
    mesh.joints = np.stack([1 - follow, follow, 0 * follow], axis=1)
    return mesh
