"""Pieces of the person's own mesh: skin, inside of the mouth, tongue, teeth."""

from dataclasses import dataclass

import numpy as np

from avatar.head.mesh import Mesh, triangulated
from avatar.head.source import METRES, Faces, Floats, Ints, Source

JOINTS = ("Chest", "Neck", "Head")
_TRUNK = ("breast", "clavicle", "shoulder", "spine", "root", "pelvis", "upper", "lower", "neck")
_LIMBS = ("wrist", "finger", "metacarpal", "toe", "foot")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The whole person at rest and in all of ARKit's shapes."""

    source: Source
    points: Floats
    """(n, 3), metres."""
    units: dict[str, Floats]
    """By ARKit name, how the points move: (n, 3), metres."""
    joints: Floats
    """(n, 3): how much each point follows each of `JOINTS`."""

    @classmethod
    def of(cls, source: Source, points: Floats) -> "Person":
        """Gather a person from the source and the rest shape."""
        units = {name: source.face_unit(name) * METRES for name in source.face_units}
        return cls(source=source, points=points, units=units, joints=_joints(source))

    def joint(self, name: str) -> Floats:
        """Where a joint of the source lies, in metres."""
        return self.source.joint(name, self.points)

    def piece(self, faces: Faces, texture_points: Floats | None = None) -> Mesh:
        """Some faces as a mesh of its own, with normals, morphs and joints."""
        pairs = np.stack([faces.points.ravel(), faces.texture_points.ravel()], axis=1)
        corners, numbers = np.unique(pairs, axis=0, return_inverse=True)
        owners = corners[:, 0]
        _, twins = np.unique(owners, return_inverse=True)
        flat = self.source.texture_points if texture_points is None else texture_points
        return Mesh(
            points=self.points[owners],
            triangles=triangulated(numbers.reshape(faces.points.shape)),
            texture_points=flat[corners[:, 1]] * [1, -1] + [0, 1],
            joints=self.joints[owners],
            morphs={
                name: moves[owners]
                for name, moves in self.units.items()
                if np.abs(moves[owners]).max() > 1e-4
            },
            twins=twins,
        )


def selected(faces: Faces, keep: Ints) -> Faces:
    """The faces that a mask keeps."""
    return Faces(points=faces.points[keep], texture_points=faces.texture_points[keep])


def _joints(source: Source) -> Floats:
    neck = sum((source.weights(f"neck0{number}") for number in (1, 2, 3)), np.zeros(len(source.points)))
    head = sum(
        (source.weights(bone) for bone in source.bones if not bone.startswith(_TRUNK + _LIMBS)),
        np.zeros(len(source.points)),
    )
    shares = np.stack([np.clip(1 - neck - head, 0, 1), neck, head], axis=1)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))
