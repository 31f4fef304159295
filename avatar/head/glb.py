"""A small writer of glTF binary files (GLB 2.0): meshes with sparse morphs, joints and textures."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from avatar.head.mesh import Mesh
from avatar.head.source import Floats

_FLOAT, _UINT32, _UINT16, _UINT8 = 5126, 5125, 5123, 5121
_ARRAY, _ELEMENTS = 34962, 34963
_LEAST_MOVE_M = 5e-5
"""A morph leaves out the points that it moves by less."""


class Glb:
    """A scene that grows piece by piece and is written at the end."""

    def __init__(self, asset: dict[str, Any]) -> None:
        self._bytes = bytearray()
        self._doc: dict[str, Any] = {
            "asset": {"version": "2.0", **asset},
            "scene": 0,
            "scenes": [{"nodes": []}],
            **{
                name: []
                for name in ("nodes", "meshes", "accessors", "bufferViews", "materials", "textures", "images")
            },
            "samplers": [{"magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497}],
        }

    def node(self, name: str, at: Floats, parent: int | None = None, mesh: int | None = None) -> int:
        """Add a node at a place in metres, relative to its parent; returns its number."""
        node: dict[str, Any] = {"name": name, "translation": [round(float(value), 6) for value in at]}
        if mesh is not None:
            node["mesh"] = mesh
        return self._hang(node, parent)

    def skinned(self, name: str, mesh: int, skin: int) -> int:
        """Add a node whose mesh follows a skeleton."""
        return self._hang({"name": name, "mesh": mesh, "skin": skin}, None)

    def skin(self, joints: list[int], places: Floats) -> int:
        """Add a skeleton of nodes that stand at the places (n, 3), unturned; returns its number."""
        inverse = np.tile(np.eye(4), (len(joints), 1, 1))
        inverse[:, 3, :3] = -places  # Column-major, as glTF wants it.
        matrices = self._accessor(inverse.astype("<f4").reshape(-1, 16), "MAT4")
        skins = self._doc.setdefault("skins", [])
        skins.append({"joints": joints, "inverseBindMatrices": matrices, "skeleton": joints[0]})
        return len(skins) - 1

    def image(self, data: bytes, mime: str) -> int:
        """Add a PNG or JPEG as a texture; returns the texture's number."""
        self._doc["images"].append({"bufferView": self._view(data), "mimeType": mime})
        self._doc["textures"].append({"source": len(self._doc["images"]) - 1, "sampler": 0})
        return len(self._doc["textures"]) - 1

    def material(self, name: str, **fields: Any) -> int:
        """Add a material with glTF's own fields; returns its number."""
        self._doc["materials"].append({"name": name, **fields})
        return len(self._doc["materials"]) - 1

    def mesh(self, name: str, mesh: Mesh, material: int) -> int:
        """Add a mesh with its morphs; returns its number."""
        attributes = {
            "POSITION": self._accessor(mesh.points.astype("<f4"), "VEC3", target=_ARRAY, bounds=True),
            "NORMAL": self._accessor(mesh.normals.astype("<f4"), "VEC3", target=_ARRAY),
            "TEXCOORD_0": self._accessor(mesh.texture_points.astype("<f4"), "VEC2", target=_ARRAY),
        }
        if mesh.tangents is not None:
            handed = np.pad(mesh.tangents, ((0, 0), (0, 1)), constant_values=1)
            attributes["TANGENT"] = self._accessor(handed.astype("<f4"), "VEC4", target=_ARRAY)
        if mesh.colours is not None:
            attributes["COLOR_0"] = self._accessor(
                _bytes(mesh.colours), "VEC4", target=_ARRAY, normalized=True
            )
        if mesh.joints is not None:
            attributes |= self._joints(mesh.joints)
        wide = len(mesh.points) > 65_535
        elements = mesh.triangles.astype("<u4" if wide else "<u2").reshape(-1, 1)
        primitive: dict[str, Any] = {
            "attributes": attributes,
            "indices": self._accessor(elements, "SCALAR", target=_ELEMENTS),
            "material": material,
        }
        built: dict[str, Any] = {"name": name, "primitives": [primitive]}
        if mesh.morphs:
            primitive["targets"] = [self._morph(moves) for moves in mesh.morphs.values()]
            built |= {"weights": [0] * len(mesh.morphs), "extras": {"targetNames": list(mesh.morphs)}}
        self._doc["meshes"].append(built)
        return len(self._doc["meshes"]) - 1

    def write(self, path: Path) -> None:
        """Write the file."""
        self._doc["buffers"] = [{"byteLength": len(self._bytes)}]
        extensions = sorted(_extensions(self._doc["materials"]))
        self._doc["extensionsUsed"] = extensions
        document = {name: value for name, value in self._doc.items() if value != []}
        text = json.dumps(document, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        body = bytes(self._bytes)
        with path.open("wb") as file:
            file.write(struct.pack("<4sII", b"glTF", 2, 28 + len(text) + len(body)))
            file.write(struct.pack("<I4s", len(text), b"JSON") + text)
            file.write(struct.pack("<I4s", len(body), b"BIN\0") + body)

    def _hang(self, node: dict[str, Any], parent: int | None) -> int:
        nodes = self._doc["nodes"]
        nodes.append(node)
        siblings = (
            self._doc["scenes"][0]["nodes"] if parent is None else nodes[parent].setdefault("children", [])
        )
        siblings.append(len(nodes) - 1)
        return len(nodes) - 1

    def _joints(self, shares: Floats) -> dict[str, int]:
        padded = np.zeros((len(shares), 4))
        padded[:, : shares.shape[1]] = shares
        counts = _bytes(padded)
        counts[:, 0] += 255 - counts.sum(axis=1, dtype=np.int64).astype(np.uint8)  # Sums to one exactly.
        numbers = np.tile(np.arange(4, dtype="u1"), (len(shares), 1)) * (counts > 0)
        return {
            "JOINTS_0": self._accessor(numbers.astype("u1"), "VEC4", target=_ARRAY),
            "WEIGHTS_0": self._accessor(counts, "VEC4", target=_ARRAY, normalized=True),
        }

    def _morph(self, moves: Floats) -> dict[str, int]:
        moved = np.flatnonzero(np.linalg.norm(moves, axis=1) > _LEAST_MOVE_M)
        values = moves[moved].astype("<f4")
        accessor: dict[str, Any] = {"componentType": _FLOAT, "count": len(moves), "type": "VEC3"}
        low, high = np.minimum(values.min(axis=0), 0), np.maximum(values.max(axis=0), 0)
        accessor |= {"min": low.tolist(), "max": high.tolist()}
        accessor["sparse"] = {
            "count": len(moved),
            "indices": {"bufferView": self._view(moved.astype("<u2").tobytes()), "componentType": _UINT16},
            "values": {"bufferView": self._view(values.tobytes())},
        }
        self._doc["accessors"].append(accessor)
        return {"POSITION": len(self._doc["accessors"]) - 1}

    def _accessor(
        self,
        values: NDArray[Any],
        kind: str,
        *,
        target: int = 0,
        bounds: bool = False,
        normalized: bool = False,
    ) -> int:
        component = {"f4": _FLOAT, "u4": _UINT32, "u2": _UINT16, "u1": _UINT8}[values.dtype.str[1:]]
        accessor: dict[str, Any] = {
            "bufferView": self._view(values.tobytes(), target),
            "componentType": component,
            "count": len(values),
            "type": kind,
        }
        if bounds:
            accessor |= {"min": values.min(axis=0).tolist(), "max": values.max(axis=0).tolist()}
        if normalized:
            accessor["normalized"] = True
        self._doc["accessors"].append(accessor)
        return len(self._doc["accessors"]) - 1

    def _view(self, data: bytes, target: int = 0) -> int:
        self._bytes += b"\0" * (-len(self._bytes) % 4)
        view = {"buffer": 0, "byteOffset": len(self._bytes), "byteLength": len(data)}
        self._bytes += data
        self._doc["bufferViews"].append(view | ({"target": target} if target else {}))
        return len(self._doc["bufferViews"]) - 1


def _bytes(shares: Floats) -> NDArray[np.uint8]:
    return np.round(np.clip(shares, 0, 1) * 255).astype(np.uint8)


def _extensions(value: Any) -> set[str]:
    """The names of the glTF extensions that materials use."""
    if isinstance(value, list):
        return set().union(*map(_extensions, value))
    if not isinstance(value, dict):
        return set()
    return set(value.get("extensions", {})).union(*map(_extensions, value.values()))
