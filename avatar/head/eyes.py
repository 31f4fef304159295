"""The eyeballs: their shape, the painted iris, and the shade that the lids cast on them."""

import numpy as np

from avatar.head.body import Person
from avatar.head.mesh import Mesh, smoothstep
from avatar.head.noise import jpeg, noise
from avatar.head.source import Floats

_IRIS = 0.52
"""The radius of the iris in radii of the eyeball."""
_PUPIL = 0.20
_RINGS, _SPOKES = 22, 40


def eye_centre(person: Person, side: str) -> tuple[Floats, float]:
    """The middle and the radius in metres of the eye on a side, `l` or `r`."""
    ball = person.points[person.source.group(f"helper-{side}-eye")]
    low, high = ball.min(axis=0), ball.max(axis=0)
    radius = float((high - low)[:2].mean() / 2)
    return np.array([*((low + high) / 2)[:2], high[2] - radius]), radius


def eyeball(radius: float) -> Mesh:
    """An eye that looks along z around its middle, its cornea a little raised."""
    angles = np.concatenate([np.linspace(0, 0.62, 10), np.linspace(0.7, 2.1, _RINGS - 10)])
    turns = np.linspace(0, 2 * np.pi, _SPOKES + 1)
    angle, turn = (grid.ravel() for grid in np.meshgrid(angles, turns, indexing="ij"))
    raised = radius * (1 + 0.055 * smoothstep(0.60, 0.0, angle))
    across = np.sin(angle)
    points = raised[:, None] * np.stack([across * np.cos(turn), across * np.sin(turn), np.cos(angle)], axis=1)
    reach = np.where(angle < np.pi / 2, across, 2 - across) / 4
    picture = np.stack([0.5 + 2 * reach * np.cos(turn), 0.5 - 2 * reach * np.sin(turn)], axis=1)
    return Mesh(
        points=points,
        triangles=grid_triangles(len(angles), _SPOKES + 1),
        texture_points=picture,
        normals=points / np.linalg.norm(points, axis=1, keepdims=True),
    )


def iris_picture(size: int = 512) -> bytes:
    """A dark brown iris on white, as JPEG; a radius of the eyeball is half of the picture."""
    down, across = np.mgrid[0:size, 0:size] / (size / 2) - 1 + 1 / size
    reach, turn = np.hypot(across, down), np.arctan2(down, across)
    spokes = np.stack([np.cos(turn).ravel() * 6, np.sin(turn).ravel() * 6, reach.ravel() * 1.3], axis=1)
    fibres = (0.65 * noise(spokes, 0.28, 1) + 0.35 * noise(spokes, 0.11, 2)).reshape(size, size)
    place = np.clip((reach - _PUPIL) / (_IRIS - _PUPIL), 0, 1)
    brown = np.array([0.20, 0.115, 0.065]) * (1 + 0.45 * fibres[..., None])
    warm = np.array([0.33, 0.195, 0.10]) * (1 + 0.35 * fibres[..., None])
    collar = np.exp(-(((place - 0.22) / 0.22) ** 2))[..., None]
    iris = brown * (1 - 0.6 * collar) + warm * 0.6 * collar
    iris = iris * (1 - 0.80 * smoothstep(0.70, 1.0, place))[..., None]
    iris = iris * smoothstep(_PUPIL - 0.012, _PUPIL + 0.02, reach)[..., None] + 0.012
    veins = noise(np.stack([across.ravel(), down.ravel(), 0 * across.ravel()], axis=1), 0.09, 4)
    white = np.array([0.84, 0.81, 0.79]) * (1 - 0.025 * veins.reshape(size, size, 1))
    white = white * (1 - np.array([0.14, 0.24, 0.25]) * smoothstep(0.55, 0.95, reach)[..., None])
    edge = smoothstep(_IRIS - 0.030, _IRIS + 0.025, reach)[..., None]
    return jpeg(iris * (1 - edge) + white * edge, quality=90)


def lid_shade(person: Person, side: str) -> Mesh:
    """A dark film just over the eye, dense under the upper lid; its opacity is in the colours."""
    centre, radius = eye_centre(person, side)
    body = person.points[person.source.group("body")]
    near = body[(np.linalg.norm(body - centre, axis=1) < radius * 1.14) & (body[:, 2] > centre[2])]
    ups, acrosses = np.linspace(-0.85, 0.85, 21), np.linspace(-1.05, 1.05, 27)
    up, across = (grid.ravel() for grid in np.meshgrid(ups, acrosses, indexing="ij"))
    directions = np.stack([np.sin(across) * np.cos(up), np.sin(up), np.cos(across) * np.cos(up)], axis=1)
    points = centre + directions * radius * 1.012
    lid = near[None] - points[:, None]
    distance = np.linalg.norm(lid, axis=2)
    above = np.where(lid[..., 1] > 0.0006, distance, distance + 0.0035).min(axis=1)
    dark = 0.80 * np.exp(-((above / 0.0040) ** 1.3))
    inside = smoothstep(radius * 1.10, radius * 1.0, 1.058 * radius + 0 * above)
    colours = np.stack([0.10 + 0 * dark, 0.045 + 0 * dark, 0.035 + 0 * dark, dark * inside], axis=1)
    joints = np.tile([0.0, 0.0, 1.0], (len(points), 1))
    return Mesh(
        points=points,
        triangles=grid_triangles(21, 27),
        texture_points=np.zeros((len(points), 2)),
        normals=directions,
        colours=colours,
        joints=joints,
    )


def grid_triangles(rows: int, columns: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """The triangles of a grid of points, row by row."""
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    one = np.stack([corner, corner + columns, corner + columns + 1], axis=1)
    two = np.stack([corner, corner + columns + 1, corner + 1], axis=1)
    return np.concatenate([one, two])
