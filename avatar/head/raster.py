"""What every texel of a texture shows: its place and direction on the person."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from avatar.head.mesh import Mesh, unit
from avatar.head.source import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Texels:
    """The covered texels of a square texture of `size`."""

    size: int
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    points: Floats
    """(n, 3), metres."""
    values: Floats
    """(n, k): what was given for the points of the mesh."""

    def image(self, values: Floats, empty: Floats) -> Floats:
        """The texture with the values at its texels: (size, size, channels), its gaps grown shut."""
        image = np.tile(empty, (self.size, self.size, 1))
        known = np.zeros((self.size, self.size), dtype=bool)
        image[self.rows, self.columns] = values
        known[self.rows, self.columns] = True
        for _ in range(6):  # Mip levels reach over the edge of an island.
            image, known = _grown(image, known)
        return image


def texels(mesh: Mesh, values: Floats, size: int) -> Texels:
    """Find what the texels of a mesh's texture show; `values` (n, k) belong to the mesh's points."""
    places = mesh.texture_points * size - 0.5
    known = np.concatenate([mesh.points, values], axis=1)
    found = np.full((size, size, known.shape[1]), np.nan)
    for triangle in mesh.triangles:
        corners = places[triangle]
        low = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, size - 1)
        high = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, size - 1)
        down, across = np.mgrid[low[1] : high[1] + 1, low[0] : high[0] + 1].reshape(2, -1)
        shares = _barycentric(corners, np.stack([across, down], axis=1).astype(np.float64))
        inside = (shares >= -0.02).all(axis=1)
        found[down[inside], across[inside]] = shares[inside] @ known[triangle]
    rows, columns = np.nonzero(~np.isnan(found[:, :, 0]))
    shown = found[rows, columns]
    return Texels(size=size, rows=rows, columns=columns, points=shown[:, :3], values=shown[:, 3:])


def scattered(points: Floats, triangles: Ints, count: int) -> Floats:
    """About `count` points spread evenly over the surface: (count, 3)."""
    random = np.random.default_rng(3)
    corners = points[triangles]
    areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    chosen = corners[random.choice(len(corners), count, p=areas / areas.sum())]
    shares = random.dirichlet([1.0, 1.0, 1.0], count)
    return np.asarray((chosen * shares[:, :, None]).sum(axis=1))


def openness(
    surface: Floats, points: Floats, directions: Floats, *, rays: int = 96, cell_m: float = 0.002
) -> Floats:
    """How much of the sky each point sees, 0 to 1, when the surface is a cloud of points.

    From each of many directions the nearest of the cloud is kept in a grid: what lies behind it is hidden.
    """
    index = np.arange(rays) + 0.5
    polar, turn = np.arccos(1 - 2 * index / rays), np.pi * (1 + 5**0.5) * index
    seen, whole = np.zeros(len(points)), np.full(len(points), 1e-6)
    for towards in np.stack(
        [np.cos(turn) * np.sin(polar), np.cos(polar), np.sin(turn) * np.sin(polar)], axis=1
    ):
        right = unit(np.cross(towards, [0.3, 0.9, 0.31]))
        up = np.cross(right, towards)
        axes = np.stack([right, up, towards], axis=1)
        cloud, looked = surface @ axes, points @ axes
        low = cloud[:, :2].min(axis=0)
        wide = np.ceil((cloud[:, :2].max(axis=0) - low) / cell_m).astype(int) + 2
        nearest = np.full(wide[0] * wide[1], -np.inf)
        np.maximum.at(nearest, _cells(cloud, low, wide, cell_m), cloud[:, 2])
        lit = looked[:, 2] > nearest[_cells(looked, low, wide, cell_m)] - 0.004
        facing = np.maximum(directions @ towards, 0)
        seen += facing * lit
        whole += facing
    return np.asarray(np.clip(seen / whole, 0.0, 1.0))


def _cells(points: Floats, low: Floats, wide: NDArray[np.int64], cell_m: float) -> NDArray[np.int64]:
    cells = ((points[:, :2] - low) / cell_m).astype(np.int64)
    cells = np.clip(cells, 0, wide - 1)
    return np.asarray(cells[:, 0] * wide[1] + cells[:, 1])


def _barycentric(corners: Floats, places: Floats) -> Floats:
    first, second = corners[1] - corners[0], corners[2] - corners[0]
    area = first[0] * second[1] - first[1] * second[0]
    offset = places - corners[0]
    if abs(area) < 1e-12:
        return np.full((len(places), 3), -1.0)
    one = (offset[:, 0] * second[1] - offset[:, 1] * second[0]) / area
    two = (first[0] * offset[:, 1] - first[1] * offset[:, 0]) / area
    return np.stack([1 - one - two, one, two], axis=1)


def _grown(image: Floats, known: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.bool_]]:
    grown, reached = image.copy(), known.copy()
    for shift, axis in ((1, 0), (-1, 0), (1, 1), (-1, 1)):
        neighbour, there = np.roll(image, shift, axis), np.roll(known, shift, axis)
        fill = there & ~reached
        grown[fill] = neighbour[fill]
        reached |= fill
    return grown, reached
