"""Teeth one by one along the source's arches, their gums, and the tongue."""

import numpy as np

from avatar.head.body import Person
from avatar.head.eyes import grid_triangles
from avatar.head.mesh import Mesh, joined, unit
from avatar.head.source import Floats

_WIDTHS = {"upper": (8.3, 6.8, 7.6, 7.0, 6.8, 9.5), "lower": (5.2, 5.8, 6.8, 7.0, 7.0, 10.0)}
"""Of the teeth from the middle outwards, in millimetres of an adult's jaw."""
_HEIGHTS = {"upper": (9.8, 8.6, 9.6, 8.0, 7.4, 7.0), "lower": (8.2, 8.4, 9.2, 8.0, 7.4, 7.0)}


def teeth(person: Person, jaw: str) -> Mesh:
    """The twelve front teeth of a jaw, `upper` or `lower`, which the lower jaw takes along."""
    arch, edge_y, scale = _arch(person, jaw)
    reach = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(arch, axis=0), axis=1))])
    pieces: list[Mesh] = []
    for sign in (1.0, -1.0):
        start = 0.0
        for width_mm, height_mm in zip(_WIDTHS[jaw], _HEIGHTS[jaw], strict=True):
            width, height = width_mm * scale, height_mm * scale
            at = np.array([np.interp(start + width / 2, reach, arch[:, axis]) for axis in (0, 1)])
            ahead = np.array([np.interp(start + width, reach, arch[:, axis]) for axis in (0, 1)])
            tangent = unit(ahead - at)
            start += width
            up = 1.0 if jaw == "upper" else -1.0
            centre = np.array([at[0], edge_y + up * height * 0.5, at[1]])
            pieces.append(_tooth(centre, tangent, width, height, sign))
    mesh = joined(pieces)
    return _moved(person, mesh, jaw)


def gums(person: Person, jaw: str) -> Mesh:
    """The source's own arch behind the teeth."""
    mesh = person.piece(person.source.faces(f"helper-{jaw}-teeth"))
    low, high = mesh.points.min(axis=0), mesh.points.max(axis=0)
    root = [0, high[1] if jaw == "upper" else low[1], low[2]]
    mesh.points = root + (mesh.points - root) * [0.92, 0.40, 0.93]
    mesh.joints = np.tile([0.0, 0.0, 1.0], (len(mesh.points), 1))
    return mesh


def tongue(person: Person) -> Mesh:
    """The tongue."""
    mesh = person.piece(person.source.faces("helper-tongue"))
    mesh.joints = np.tile([0.0, 0.0, 1.0], (len(mesh.points), 1))
    return mesh


def _arch(person: Person, jaw: str) -> tuple[Floats, float, float]:
    """The teeth's line from the middle outwards, x and z (n, 2); their edge's y; metres for a millimetre."""
    points = person.points[person.source.group(f"helper-{jaw}-teeth")]
    low, high = points.min(axis=0), points.max(axis=0)
    half, front = high[0] * 0.90, high[2] - 0.0055
    turn = np.linspace(0, 1.5, 40)
    arch = np.stack([half * np.sin(turn), front - (high[2] - low[2]) * 0.62 * (1 - np.cos(turn))], axis=1)
    edge = low[1] + 0.0008 if jaw == "upper" else high[1] - 0.0008
    return arch, float(edge), float(half) / 31.0


def _tooth(centre: Floats, tangent: Floats, width: float, height: float, sign: float) -> Mesh:
    down, around = np.linspace(-np.pi / 2, np.pi / 2, 9), np.linspace(0, 2 * np.pi, 13)
    high, turn = (grid.ravel() for grid in np.meshgrid(down, around, indexing="ij"))

    def rounded(values: Floats) -> Floats:
        return np.sign(values) * np.abs(values) ** 0.45

    local = np.stack(
        [
            rounded(np.cos(high)) * rounded(np.cos(turn)) * width * 0.485,
            rounded(np.sin(high)) * height * 0.5,
            rounded(np.cos(high)) * rounded(np.sin(turn)) * width * 0.30,
        ],
        axis=1,
    )
    across = np.array([tangent[0], 0, tangent[1]])
    outward = np.array([-tangent[1], 0, tangent[0]])
    points = centre + local[:, :1] * across + local[:, 1:2] * [0, 1, 0] + local[:, 2:] * outward
    points = points * [sign, 1, 1]
    triangles = grid_triangles(9, 13)
    if sign < 0:
        triangles = triangles[:, ::-1]
    return Mesh(points=points, triangles=triangles[:, ::-1], texture_points=np.zeros((len(points), 2)))


def _moved(person: Person, mesh: Mesh, jaw: str) -> Mesh:
    arch = person.source.group(f"helper-{jaw}-teeth")
    distance = ((mesh.points[:, None] - person.points[arch][None]) ** 2).sum(axis=2)
    nearest = arch[np.argmin(distance, axis=1)]
    mesh.morphs = {
        name: moves[nearest] for name, moves in person.units.items() if np.abs(moves[nearest]).max() > 1e-4
    }
    mesh.joints = np.tile([0.0, 0.0, 1.0], (len(mesh.points), 1))
    return mesh
