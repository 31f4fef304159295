import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

from avatar.head.glb import Glb
from avatar.head.mesh import Mesh, joined, normals

ROOT = Path(__file__).parents[3]
HEAD = ROOT / "avatar" / "pages" / "presenter.glb"


def document(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    magic, version, length = struct.unpack_from("<4sII", data)
    assert (magic, version, length) == (b"glTF", 2, len(data))
    (size,) = struct.unpack_from("<I", data, 12)
    parsed: dict[str, Any] = json.loads(data[20 : 20 + size])
    return parsed


def vectors(path: Path, mesh: str, attribute: str) -> np.ndarray[Any, np.dtype[np.float32]]:
    """The values of a mesh's attribute, as floats (n, k)."""
    head = document(path)
    (primitive,) = next(each for each in head["meshes"] if each["name"] == mesh)["primitives"]
    accessor = head["accessors"][primitive["attributes"][attribute]]
    data = path.read_bytes()
    body = 28 + struct.unpack_from("<I", data, 12)[0]
    start = body + head["bufferViews"][accessor["bufferView"]]["byteOffset"]
    wide = {"VEC2": 2, "VEC3": 3, "VEC4": 4}[accessor["type"]]
    return np.frombuffer(data, "<f4", accessor["count"] * wide, start).reshape(-1, wide)


def triangle() -> Mesh:
    return Mesh(
        points=np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0]]),
        triangles=np.array([[0, 1, 2]]),
        texture_points=np.zeros((3, 2)),
        morphs={"jawOpen": np.array([[0.0, 0, 0], [0, 0, 0], [0, 0.5, 0]])},
        joints=np.array([[1.0, 0, 0], [0.5, 0.5, 0], [0, 0, 1]]),
    )


def test_a_mesh_is_written_with_only_the_points_that_a_morph_moves(tmp_path: Path) -> None:
    glb = Glb({"generator": "test"})
    paint = glb.material("Skin", extensions={"KHR_materials_specular": {"specularFactor": 0.5}})
    joints = [glb.node(name, np.zeros(3)) for name in ("Chest", "Neck", "Head")]
    glb.skinned("Face", glb.mesh("Face", triangle(), paint), glb.skin(joints, np.zeros((3, 3))))
    glb.write(tmp_path / "face.glb")

    written = document(tmp_path / "face.glb")
    primitive = written["meshes"][0]["primitives"][0]
    morph = written["accessors"][primitive["targets"][0]["POSITION"]]
    assert (morph["count"], morph["sparse"]["count"]) == (3, 1)
    assert written["meshes"][0]["extras"]["targetNames"] == ["jawOpen"]
    assert written["extensionsUsed"] == ["KHR_materials_specular"]
    for view in written["bufferViews"]:
        assert view["byteOffset"] % 4 == 0
        assert view["byteOffset"] + view["byteLength"] <= written["buffers"][0]["byteLength"]


def test_normals_point_out_of_counter_clockwise_triangles() -> None:
    mesh = triangle()
    assert np.allclose(normals(mesh.points, mesh.triangles), [[0, 0, 1]] * 3)


def test_the_presenter_has_all_of_arkits_shapes_its_bones_and_its_licence() -> None:
    head = document(HEAD)
    shapes = {name for mesh in head["meshes"] for name in mesh.get("extras", {}).get("targetNames", ())}
    assert len(shapes) == 52
    assert {"jawOpen", "tongueOut", "eyeBlinkLeft"} <= shapes
    assert {"Chest", "Neck", "Head", "LeftEye", "RightEye"} <= {node["name"] for node in head["nodes"]}
    assert head["asset"]["extras"]["license"] == "CC0-1.0"
    assert HEAD.stat().st_size < 5_000_000


def test_no_part_of_the_presenters_skin_reaches_over_its_texture() -> None:
    places = vectors(HEAD, "Face", "TEXCOORD_0")
    assert places.min() >= 0
    assert places.max() <= 1


def test_the_presenters_hair_says_which_way_its_strands_run_and_reaches_behind_the_neck() -> None:
    runs, points = vectors(HEAD, "Hair", "TANGENT"), vectors(HEAD, "Hair", "POSITION")
    assert np.allclose(np.linalg.norm(runs[:, :3], axis=1), 1, atol=1e-3)
    low = points[points[:, 1] < points[:, 1].min() + 0.03]
    behind = low[np.abs(low[:, 0]) < 0.02]
    assert len(behind) > 0
    assert behind[:, 2].max() < 0


def test_meshes_are_joined_with_their_colours_and_tangents() -> None:
    one = triangle()
    one.colours, one.tangents = np.ones((3, 4)), np.tile([0.0, -1, 0], (3, 1))
    both = joined([one, one])
    assert both.colours is not None
    assert both.colours.shape == (6, 4)
    assert both.tangents is not None
    assert both.tangents.shape == (6, 3)
    assert both.triangles.max() == 5
    assert joined([triangle(), triangle()]).tangents is None
