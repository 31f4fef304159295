"""Surfaces seen from one side: how far ahead they lie, and how far out from a centre."""

import numpy as np

from avatar.head.mesh import Mesh
from avatar.head.raster import scattered
from avatar.head.source import Floats

_CELL_M = 0.0012


class Relief:
    """How far ahead (z) a surface lies at every place (x, y)."""

    def __init__(self, mesh: Mesh, *, samples: int = 600_000, smooth: int = 0) -> None:
        corners = mesh.points[mesh.triangles]
        across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        cloud = scattered(mesh.points, mesh.triangles[across[:, 2] > 0], samples)
        self._low = cloud[:, :2].min(axis=0)
        wide = np.ceil((cloud[:, :2].max(axis=0) - self._low) / _CELL_M).astype(int) + 1
        heights = np.full(wide, -np.inf)
        cells = ((cloud[:, :2] - self._low) / _CELL_M).astype(int)
        np.maximum.at(heights, (cells[:, 0], cells[:, 1]), cloud[:, 2])
        self._heights = _soft(_filled(heights), smooth)

    def at(self, places: Floats) -> Floats:
        """The z at places (…, 2) of x and y; the nearest edge's outside."""
        grid = (places - self._low) / _CELL_M - 0.5
        grid = np.clip(grid, 0, np.array(self._heights.shape) - 1.001)
        cells = grid.astype(int)
        share = grid - cells
        x, y = cells[..., 0], cells[..., 1]
        first = self._heights[x, y] * (1 - share[..., 0]) + self._heights[x + 1, y] * share[..., 0]
        second = self._heights[x, y + 1] * (1 - share[..., 0]) + self._heights[x + 1, y + 1] * share[..., 0]
        return np.asarray(first * (1 - share[..., 1]) + second * share[..., 1])


class Globe:
    """How far out a surface lies from a centre in every direction."""

    _AROUND, _UP = 96, 48

    def __init__(self, cloud: Floats, centre: Floats, *, smooth: int) -> None:
        self._centre = centre
        away = cloud - centre
        radius = np.linalg.norm(away, axis=1)
        around, up = self._cells(away / radius[:, None])
        table = np.full((self._AROUND, self._UP), -np.inf)
        np.maximum.at(table, (around.astype(int) % self._AROUND, up.astype(int)), radius)
        wrapped = np.concatenate([table] * 3)
        self._table = _soft(_filled(wrapped), smooth)[self._AROUND : 2 * self._AROUND]

    def at(self, directions: Floats) -> Floats:
        """The radius in metres along directions (…, 3) of length 1."""
        around, up = self._cells(directions)
        around, up = around - 0.5, np.clip(up - 0.5, 0, self._UP - 1.001)
        x, y = np.floor(around).astype(int), up.astype(int)
        right, above = around - x, up - y

        def value(column: Floats, row: Floats) -> Floats:
            return np.asarray(self._table[column % self._AROUND, row])

        low = value(x, y) * (1 - right) + value(x + 1, y) * right
        high = value(x, y + 1) * (1 - right) + value(x + 1, y + 1) * right
        return np.asarray(low * (1 - above) + high * above)

    def _cells(self, directions: Floats) -> tuple[Floats, Floats]:
        turn = np.arctan2(directions[..., 0], directions[..., 2]) / (2 * np.pi) + 0.5
        rise = np.arcsin(np.clip(directions[..., 1], -1, 1)) / np.pi + 0.5
        return turn * self._AROUND, np.clip(rise * self._UP, 0, self._UP - 1e-6)


def _filled(heights: Floats) -> Floats:
    """The grid with its empty cells filled from their neighbours."""
    filled = heights.copy()
    while np.isinf(filled).any():
        around = np.stack([np.roll(filled, shift, axis) for shift in (1, -1) for axis in (0, 1)])
        best = around.max(axis=0)
        filled = np.where(np.isinf(filled), best, filled)
    return filled


def _soft(heights: Floats, times: int) -> Floats:
    for _ in range(times):
        padded = np.pad(heights, 1, mode="edge")
        heights = (
            4 * padded[1:-1, 1:-1]
            + padded[:-2, 1:-1]
            + padded[2:, 1:-1]
            + padded[1:-1, :-2]
            + padded[1:-1, 2:]
        ) / 8
    return heights
