"""Meshes as plain arrays, and the few operations that the build needs."""

from dataclasses import dataclass, field

import numpy as np

from avatar.head.source import Floats, Ints


@dataclass(slots=True, kw_only=True)
class Mesh:
    """Triangles with one texture point a corner, and how each morph moves them; lengths in metres."""

    points: Floats
    """(n, 3)."""
    triangles: Ints
    """(m, 3), counter-clockwise seen from outside."""
    texture_points: Floats
    """(n, 2), origin at the top left, as glTF has it."""
    normals: Floats = field(default_factory=lambda: np.zeros((0, 3)))
    """(n, 3), of length 1."""
    tangents: Floats | None = None
    """(n, 3), of length 1: which way hair runs, from root to tip."""
    colours: Floats | None = None
    """(n, 4), linear, or None."""
    joints: Floats | None = None
    """(n, joints): how much each point follows each joint; rows sum to 1. None: follows its node."""
    morphs: dict[str, Floats] = field(default_factory=dict)
    """By ARKit name, how the points move: (n, 3)."""
    twins: Ints | None = None
    """(n,): the same number for points that only a seam of the texture parts."""

    def __post_init__(self) -> None:
        if not len(self.normals):
            self.normals = normals(self.points, self.triangles, self.twins)


def normals(points: Floats, triangles: Ints, twins: Ints | None = None) -> Floats:
    """The normal at every point, weighted by area; one across a seam of the texture."""
    corners = points[triangles]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    owners = twins if twins is not None else np.arange(len(points))
    total = np.zeros((int(owners.max()) + 1, 3))
    for corner in range(3):
        np.add.at(total, owners[triangles[:, corner]], across)
    return unit(total[owners])


def unit(vectors: Floats) -> Floats:
    """The vectors at length 1; those of no length stay as they are."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(length > 1e-12, length, 1.0)


def triangulated(quads: Ints) -> Ints:
    """Two triangles for every quad."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def joined(meshes: list[Mesh]) -> Mesh:
    """One mesh of several without morphs or joints; all have colours and tangents, or none."""
    starts = np.cumsum([0, *(len(mesh.points) for mesh in meshes)])
    tangents = [mesh.tangents for mesh in meshes if mesh.tangents is not None]
    colours = [mesh.colours for mesh in meshes if mesh.colours is not None]
    return Mesh(
        tangents=np.concatenate(tangents) if tangents else None,
        colours=np.concatenate(colours) if colours else None,
        points=np.concatenate([mesh.points for mesh in meshes]),
        normals=np.concatenate([mesh.normals for mesh in meshes]),
        texture_points=np.concatenate([mesh.texture_points for mesh in meshes]),
        triangles=np.concatenate(
            [mesh.triangles + start for mesh, start in zip(meshes, starts, strict=False)]
        ),
    )


def smoothstep(low: float, high: float, values: Floats) -> Floats:
    """0 below `low`, 1 above `high`, smooth between; `low` may be the greater."""
    share = np.clip((values - low) / (high - low), 0.0, 1.0)
    return share * share * (3 - 2 * share)
