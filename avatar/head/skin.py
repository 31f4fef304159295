"""The skin: head, neck and what a collar leaves bare, with its painted texture."""

from dataclasses import dataclass

import numpy as np

from avatar.head.body import Person, selected
from avatar.head.hairline import scalp
from avatar.head.mesh import Mesh, smoothstep
from avatar.head.noise import jpeg, noise
from avatar.head.raster import Texels, openness, scattered, texels
from avatar.head.source import Faces, Floats, Source
from avatar.head.strands import BROW_ENDS_M, BROW_HEIGHTS_M, BROW_PLACES

_SIZE = 1024
_LEFT, _TOP, _BOTTOM = 0.635, 0.175, 0.865
"""The part of the source's texture that holds the face, from here to the right edge, y down."""
_FACE_WIDE = 0.865
"""The share of our texture's width that the face has."""
_BASE = np.array([0.895, 0.730, 0.645])
_LIPS = np.array([0.735, 0.470, 0.440])
_MASKS = ("lips", "eyelids", "inside-mouth")
_SCALP = np.array([0.27, 0.205, 0.175])
_INSIDE = np.array([0.50, 0.20, 0.19])


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """The mesh of the skin and its pictures."""

    mesh: Mesh
    colour: bytes
    """JPEG."""
    surface: bytes
    """JPEG: red is openness to light, green roughness."""


def skin(person: Person) -> Skin:
    """Cut out and paint the skin."""
    faces = _faces(person)
    mesh = person.piece(faces, _texture_points(person.source))
    masks = [_mask(person, faces, name) for name in _MASKS]
    open_sky = openness(scattered(mesh.points, mesh.triangles, 200_000), mesh.points, mesh.normals)
    seen = texels(mesh, np.stack([*masks, open_sky], axis=1), _SIZE)
    *parts, light = np.clip(seen.values, 0, 1).T
    light = np.maximum(light, _unseen(person, seen))
    shares = dict(zip(_MASKS, parts, strict=True))
    shares["inside-mouth"] = shares["inside-mouth"] * (1 - 0.8 * _unseen(person, seen))
    colour = _colours(person, seen.points, light, shares)
    rough = (
        0.56 + 0.05 * noise(seen.points, 0.004, 3) - 0.20 * shares["lips"] - 0.07 * _oily(person, seen.points)
    )
    surface = np.stack([light**0.9, rough, np.zeros_like(rough)], axis=1)
    small = seen.image(surface, np.array([1, 0.6, 0]))[::2, ::2]
    return Skin(
        mesh=mesh, colour=jpeg(seen.image(colour, _BASE), quality=90), surface=jpeg(small, quality=80)
    )


def _faces(person: Person) -> Faces:
    faces = person.source.faces("body")
    centres = person.points[faces.points].mean(axis=1)
    away = centres - person.joint("neck")
    bare = np.hypot(away[:, 0] / 0.085, away[:, 1] / 0.092) < 1
    neck = (away[:, 1] > -0.01) & (np.abs(away[:, 0]) < 0.082)
    keep = neck | (bare & (away[:, 2] > 0))
    return selected(faces, keep)


def _texture_points(source: Source) -> Floats:
    """The source's texture points, moved so that the face has most of the texture."""
    across, down = source.texture_points[:, 0], 1 - source.texture_points[:, 1]
    half = (_BOTTOM - _TOP) / 2
    place = (down - (_TOP + half)) / half
    wide = place * 3.2 / (1 + 2.2 * np.abs(place))
    moved = np.stack([(across - _LEFT) / (1 - _LEFT) * _FACE_WIDE, (wide + 1) / 2], axis=1)
    # The islands elsewhere go beside the face: chest, eye sockets, mouth.
    for low, high, scale, at in (
        ((0.24, 0.0), (0.53, 0.24), 0.46, (0.871, 0.01)),
        ((0.0, 0.35), (0.16, 0.47), 0.70, (0.875, 0.13)),
        ((0.74, 0.862), (0.95, 1.0), 0.56, (0.875, 0.24)),
    ):
        inside = (across > low[0]) & (across < high[0]) & (down > low[1]) & (down < high[1])
        moved[inside, 0] = (across[inside] - low[0]) * scale + at[0]
        moved[inside, 1] = (down[inside] - low[1]) * scale + at[1]
    return np.stack([moved[:, 0], 1 - moved[:, 1]], axis=1)


def _unseen(person: Person, seen: Texels) -> Floats:
    """1 in the eye sockets and at the far corners of the mouth's inside, which are nowhere to be seen.

    As bright as skin, they do not speckle it where a rasterizer lets an edge of theirs through.
    """
    down, across = seen.rows / seen.size, seen.columns / seen.size
    sockets = (across > _FACE_WIDE) & (down > 0.125) & (down < 0.225)
    mouth = (across > _FACE_WIDE) & (down > 0.225) & (down < 0.33)
    away = seen.points - person.joint("head")
    corners = np.maximum(smoothstep(0.024, 0.028, np.abs(away[:, 0])), smoothstep(-0.036, -0.040, away[:, 1]))
    return np.asarray(np.where(sockets, 1.0, np.where(mouth, corners, 0.0)))


def _mask(person: Person, faces: Faces, name: str) -> Floats:
    """The value of one of the source's masks at every point of the mesh."""
    image = person.source.mask(name)
    original = person.piece(faces)
    columns, rows = (np.clip(original.texture_points, 0, 0.9999) * len(image)).astype(int).T
    return np.asarray(image[rows, columns])


def _colours(person: Person, points: Floats, light: Floats, shares: dict[str, Floats]) -> Floats:
    between_eyes = _between_eyes(person)

    def near(x: float, y: float, z: float, spread: float) -> Floats:
        """How near to a place, or its mirror image, in metres from between the eyes."""
        away = np.abs(points * [1, 0, 0]) + points * [0, 1, 1] - (between_eyes + np.array([x, y, z]))
        return np.asarray(np.exp(-(away**2).sum(axis=1) / (2 * spread**2)))

    tone = np.tile(_BASE, (len(points), 1))
    blush = 0.75 * near(0.043, -0.034, -0.012, 0.015) + 0.7 * near(0, -0.036, 0.018, 0.010)
    blush += 0.35 * near(0.014, -0.041, 0.005, 0.006) + 0.25 * near(0, -0.096, 0.0, 0.010)
    tone *= 1 - blush[:, None] * [0.015, 0.125, 0.110]
    tone *= 1 - near(0.030, -0.014, 0.0, 0.009)[:, None] * [0.055, 0.080, 0.055]
    tone *= 1 + near(0, 0.040, 0.0, 0.025)[:, None] * [0.010, 0.012, 0.0]
    mottle = 0.6 * noise(points, 0.009, 1) + 0.4 * noise(points, 0.0028, 2)
    tone *= 1 + mottle[:, None] * [0.010, 0.022, 0.024]
    tone *= 1 - _brow(person, points)[:, None] * [0.30, 0.36, 0.38]
    lids = shares["eyelids"][:, None]
    tone = tone * (1 - lids * [0.13, 0.22, 0.24])
    lips = 0.9 * smoothstep(0.55, 0.98, shares["lips"])[:, None]
    lines = 1 + 0.06 * noise(points * [3.2, 0.8, 0.8], 0.0022, 7)[:, None]
    tone = tone * (1 - lips) + _LIPS * lines * lips
    under = 0.94 * scalp(person, points)[:, None]
    tone = tone * (1 - under) + _SCALP * under
    inside = smoothstep(0.3, 0.8, shares["inside-mouth"])[:, None]
    tone = tone * (1 - inside) + _INSIDE * inside
    return np.asarray(tone * (0.55 + 0.45 * light[:, None] ** np.array([0.6, 1.0, 1.1])))


def _brow(person: Person, points: Floats) -> Floats:
    """The shade of the fine hairs under an eyebrow."""
    away = points - (person.joint("l-eye") + person.joint("r-eye")) / 2 * [0, 1, 1]
    place = (np.abs(away[:, 0]) - BROW_ENDS_M[0]) / (BROW_ENDS_M[1] - BROW_ENDS_M[0])
    high = (away[:, 1] - 0.0006 - np.interp(place, BROW_PLACES, BROW_HEIGHTS_M)) / np.interp(
        place, [0, 1], [0.0024, 0.0013]
    )
    along = smoothstep(-0.06, 0.12, place) * smoothstep(1.04, 0.85, place)
    return np.asarray(np.exp(-(high**2)) * along * (away[:, 2] > -0.02))


def _oily(person: Person, points: Floats) -> Floats:
    away = (points - _between_eyes(person) - np.array([0, 0, 0.012])) / [0.014, 0.04, 0.03]
    return np.asarray(np.exp(-(away**2).sum(axis=1) / 2))


def _between_eyes(person: Person) -> Floats:
    left, right = person.joint("l-eye"), person.joint("r-eye")
    return (left + right) / 2 + [0, 0, 0.012]
