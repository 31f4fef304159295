"""Who the head is: a mix of the source's people, with a presenter's face, arms hanging."""

import numpy as np

from avatar.head.source import METRES, Floats, Source

_PEOPLE = {"asian": 0.62, "caucasian": 0.30, "african": 0.08}
_FEATURES = {
    "macrodetails/universal-female-young-averagemuscle-averageweight": 1.0,
    "mouth/mouth-angles-up": 0.5,
}
_LIPS_SHUT = 0.035
"""How much of ARKit's mouthClose the resting mouth has: the source's lips stand a millimetre apart."""
_ARM_BONES = ("upperarm", "lowerarm", "wrist", "metacarpal", "finger")
_ARM_DOWN_RAD = 0.72


def rest_shape(source: Source) -> Floats:
    """Every point of the person at rest, in metres, y up, looking along z."""
    points = source.points.copy()
    for people, share in _PEOPLE.items():
        points += share * source.shape(f"macrodetails/{people}-female-young")
    for path, amount in _FEATURES.items():
        points += amount * source.shape(path)
    points += _LIPS_SHUT * source.face_unit("mouthClose")
    return _arms_lowered(source, points) * METRES


def _arms_lowered(source: Source, points: Floats) -> Floats:
    lowered = points.copy()
    for side, sign in (("L", 1.0), ("R", -1.0)):
        shoulder = source.joint(f"{side.lower()}-shoulder", points)
        turn = -sign * _ARM_DOWN_RAD
        cos, sin = np.cos(turn), np.sin(turn)
        rotation = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
        share = np.zeros(len(points))
        for bone in source.bones:
            if bone.endswith(f".{side}") and bone.startswith(_ARM_BONES):
                share += source.weights(bone)
        turned = (points - shoulder) @ rotation.T + shoulder
        share = np.clip(share, 0.0, 1.0)[:, None]
        lowered = lowered * (1 - share) + turned * share
    return lowered
