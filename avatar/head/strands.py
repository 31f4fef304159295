"""Fine hairs as tapered ribbons, and how they follow the skin that they grow from."""

import numpy as np

from avatar.head.body import Person
from avatar.head.eyes import grid_triangles
from avatar.head.mesh import Mesh, unit
from avatar.head.relief import Relief
from avatar.head.source import Floats, Ints

BROW_ENDS_M = (0.0125, 0.0475)
"""How far from the middle an eyebrow begins and ends."""
BROW_PLACES, BROW_HEIGHTS_M = (0.0, 0.35, 0.68, 1.0), (0.0134, 0.0147, 0.0152, 0.0112)
"""Along it, how far above the middle of the eye it lies."""
_AHEAD = np.array([0.0, 0.0, 1.0])


def ribbons(paths: Floats, widths: Floats, facing: Floats) -> Mesh:
    """One ribbon along each path: paths (n, steps, 3), widths (n, steps) in metres, facing (n, steps, 3)."""
    count, steps = paths.shape[:2]
    along = unit(np.gradient(paths, axis=1))
    across = unit(np.cross(facing, along))
    sides = np.stack([paths - across * widths[..., None] / 2, paths + across * widths[..., None] / 2], axis=2)
    one = grid_triangles(steps, 2)
    triangles = (one[None] + (np.arange(count) * steps * 2)[:, None, None]).reshape(-1, 3)
    fraction = np.broadcast_to(np.linspace(0, 1, steps)[None, :, None], (count, steps, 2))
    edge = np.broadcast_to(np.array([0.0, 1.0]), (count, steps, 2))
    return Mesh(
        points=sides.reshape(-1, 3),
        triangles=triangles,
        texture_points=np.stack([edge, fraction], axis=3).reshape(-1, 2),
        normals=np.repeat(unit(facing), 2, axis=1).reshape(-1, 3),
    )


def eyebrows(person: Person, face: Relief) -> Mesh:
    """Both eyebrows, hair by hair."""
    random = np.random.default_rng(11)
    skin_points = person.source.group("body")
    hairs: list[tuple[Floats, Floats]] = []
    for sign in (1.0, -1.0):
        place = random.beta(1.45, 1.35, 260)
        height = np.interp(place, [0, 0.12, 0.68, 1], [0.5, 1.0, 0.72, 0.18]) * random.uniform(-1, 1, 260)
        x = np.interp(place, [0, 1], BROW_ENDS_M)
        y = np.interp(place, BROW_PLACES, BROW_HEIGHTS_M) + 0.0019 * height
        lean = np.interp(place, [0, 0.2, 0.6, 1], [0.95, 0.50, 0.10, -0.25]) - 0.30 * height
        lean += random.normal(0, 0.10, len(lean))
        away = np.stack([sign * np.cos(lean), np.sin(lean), 0 * lean], axis=1)
        roots = np.stack([sign * x, y, 0 * x], axis=1) + _eye_line(person)
        hairs.append((roots, away * random.uniform(0.0034, 0.0056, (260, 1))))
    roots, ways = (np.concatenate(parts) for parts in zip(*hairs, strict=True))
    steps = np.linspace(0, 1, 4)[None, :, None]
    paths = roots[:, None] + ways[:, None] * steps
    paths[:, :, 2] = face.at(paths[:, :, :2]) + 0.0009 + 0.0006 * steps[..., 0]
    widths = np.tile(np.array([0.00020, 0.00024, 0.00018, 0.00003]), (len(paths), 1))
    mesh = ribbons(paths, widths, np.broadcast_to(_AHEAD, paths.shape))
    return _following(person, mesh, np.repeat(roots, 8, axis=0), skin_points)


def eyelashes(person: Person) -> Mesh:
    """The lashes of all four lids: curved hairs along the source's own strips."""
    random = np.random.default_rng(12)
    paths, roots = [], []
    for side in ("l", "r"):
        for row, length, count in (("2", 0.0048, 96), ("1", 0.0018, 30)):
            points = person.points[np.unique(person.source.faces(f"helper-{side}-eyelashes-{row}").points)]
            edge = _lid_edge(person, side, points, upper=row == "2")
            place = np.sort(random.uniform(0.05, 0.90, count)) * (len(edge) - 1)
            start = np.stack(
                [np.interp(place, np.arange(len(edge)), edge[:, axis]) for axis in range(3)], axis=1
            )
            outward = np.interp(place / (len(edge) - 1), [0, 0.5, 1], [-0.45, 0.1, 0.60])
            sign = 1 if side == "l" else -1
            up = 1.0 if row == "2" else -0.55
            size = length * np.interp(place / (len(edge) - 1), [0, 0.35, 0.75, 1], [0.5, 0.9, 0.95, 0.25])
            size = size * random.uniform(0.85, 1.1, count)
            forward = np.stack([sign * outward * 0.5, 0.10 * up + 0 * outward, 1 + 0 * outward], axis=1)
            rise = np.stack([sign * outward * 0.35, up + 0 * outward, 0 * outward], axis=1)
            t = np.linspace(0, 1, 5)[None, :, None]
            paths.append(
                start[:, None]
                + size[:, None, None] * (forward[:, None] * t * 0.62 + rise[:, None] * t**2 * 0.62)
            )
            roots.append(start)
    lines = np.concatenate(paths)
    widths = np.tile(np.array([0.00030, 0.00026, 0.00019, 0.00011, 0.00003]), (len(lines), 1))
    mesh = ribbons(lines, widths, np.broadcast_to(_AHEAD, lines.shape))
    return _following(person, mesh, np.repeat(np.concatenate(roots), 10, axis=0), person.source.group("body"))


def _lid_edge(person: Person, side: str, strip: Floats, *, upper: bool) -> Floats:
    """The points of a lid's edge from the nose outwards: where the lashes grow."""
    sign = 1 if side == "l" else -1
    order = strip[np.argsort(sign * strip[:, 0])]
    groups = np.array_split(order, 12)
    chosen = [group[np.argmin(group[:, 1]) if upper else np.argmax(group[:, 1])] for group in groups]
    return np.array(chosen)


def _eye_line(person: Person) -> Floats:
    return (person.joint("l-eye") + person.joint("r-eye")) / 2 * [0, 1, 1]


def _following(person: Person, mesh: Mesh, roots: Floats, skin_points: Ints) -> Mesh:
    """The mesh, each of whose points moves as the skin at its root does."""
    skin = person.points[skin_points]
    near = skin_points[(np.linalg.norm(skin - roots.mean(axis=0), axis=1) < 0.09)]
    distinct, which = np.unique(roots, axis=0, return_inverse=True)
    distance = np.linalg.norm(distinct[:, None] - person.points[near][None], axis=2)
    nearest = np.argsort(distance, axis=1)[:, :4]
    pull = 1 / (np.take_along_axis(distance, nearest, axis=1) + 2e-4) ** 2
    pull /= pull.sum(axis=1, keepdims=True)
    for name, moves in person.units.items():
        moved = (moves[near][nearest] * pull[..., None]).sum(axis=1)[which.ravel()]
        if np.abs(moved).max() > 2e-4:
            mesh.morphs[name] = moved
    mesh.joints = np.tile([0.0, 0.0, 1.0], (len(mesh.points), 1))
    return mesh
