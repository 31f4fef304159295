"""Avatars of others, as small as they may be: a triangle for a mouth, as foreign GLB and VRM 1.0 and 0.x."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

from avatar.head.glb import Glb
from avatar.head.mesh import Mesh

BONES = [
    *("hips", "spine", "chest", "neck", "head"),
    *(
        f"{side}{part}"
        for side in ("left", "right")
        for part in ("UpperArm", "LowerArm", "Hand", "UpperLeg", "LowerLeg", "Foot")
    ),
]
VOWELS = {"aa": "Mund_A", "ih": "Mund_I", "ou": "Mund_U", "ee": "Mund_E", "oh": "Mund_O", "blink": "Augen_zu"}
OLD_NAMES = {"aa": "a", "ih": "i", "ou": "u", "ee": "e", "oh": "o", "blink": "blink"}


def foreign_glb(path: Path) -> None:
    """ARKit's shapes as another exporter writes them, and a bone for the head."""
    _write(path, ["Face.JawOpen", "mouthClose", "eyeBlink_L", "eyeBlink_R", "mouthSmile_L"])
    _dress(path, asset={"version": "2.0", "copyright": "2025 Mei Lam, CC-BY-4.0"})


def vrm_1(path: Path, **meta: Any) -> None:
    """Expressions of VRM 1.0, on shapes with names of their own."""
    _write(path, list(VOWELS.values()))
    presets = {
        name: {"morphTargetBinds": [{"node": len(BONES), "index": at, "weight": 1.0}]}
        for at, name in enumerate(VOWELS)
    }
    body = {
        "specVersion": "1.0",
        "meta": {
            "name": "Mei",
            "authors": ["Mei Lam"],
            "licenseUrl": "https://vrm.dev/licenses/1.0/",
            "avatarPermission": "everyone",
            "commercialUsage": "corporation",
            **meta,
        },
        "humanoid": {"humanBones": {name: {"node": at} for at, name in enumerate(BONES)}},
        "expressions": {"preset": presets},
    }
    _dress(path, extensions={"VRMC_vrm": body}, extensionsUsed=["VRMC_vrm"])


def vrm_0(path: Path) -> None:
    """The same of VRM 0.x."""
    _write(path, list(VOWELS.values()))
    groups = [
        {"presetName": OLD_NAMES[name], "name": name, "binds": [{"mesh": 0, "index": at, "weight": 100}]}
        for at, name in enumerate(VOWELS)
    ]
    body = {
        "exporterVersion": "test",
        "specVersion": "0.0",
        "meta": {
            "title": "Old Mei",
            "author": "Mei Lam",
            "licenseName": "CC_BY",
            "allowedUserName": "Everyone",
            "commercialUssageName": "Allow",
        },
        "humanoid": {"humanBones": [{"bone": name, "node": at} for at, name in enumerate(BONES)]},
        "blendShapeMaster": {"blendShapeGroups": groups},
        "firstPerson": {},
        "secondaryAnimation": {},
        "materialProperties": [],
    }
    _dress(path, extensions={"VRM": body}, extensionsUsed=["VRM"])


def _write(path: Path, shapes: list[str]) -> None:
    glb = Glb({})
    for at, name in enumerate(BONES):
        glb.node("Head" if name == "head" else name, np.array([0.0, 0.1, 0.0]), parent=at - 1 if at else None)
    mouth = Mesh(
        points=np.array([[0.0, 0, 0], [0.1, 0, 0], [0, 0.1, 0]]),
        triangles=np.array([[0, 1, 2]]),
        texture_points=np.zeros((3, 2)),
        morphs={name: np.array([[0.0, 0, 0], [0, 0, 0], [0, 0.05, 0]]) for name in shapes},
    )
    glb.node("Mouth", np.zeros(3), mesh=glb.mesh("Mouth", mouth, glb.material("Paint")))
    glb.write(path)


def _dress(path: Path, **more: Any) -> None:
    """Write more into the file's document."""
    data = path.read_bytes()
    (size,) = struct.unpack_from("<I", data, 12)
    text = json.dumps(json.loads(data[20 : 20 + size]) | more).encode()
    text += b" " * (-len(text) % 4)
    rest = data[20 + size :]
    head = struct.pack("<4sII", b"glTF", 2, 20 + len(text) + len(rest))
    path.write_bytes(head + struct.pack("<I4s", len(text), b"JSON") + text + rest)
