"""Where the hair begins: the line over the forehead and down the temples, and the parting."""

import numpy as np

from avatar.head.body import Person
from avatar.head.mesh import smoothstep
from avatar.head.noise import noise
from avatar.head.source import Floats

PARTING_DEG = 19.0
"""How far to her left of the middle the parting meets the forehead."""
TEMPLE_DEG = 53.0
"""How far to either side the hairline ends, before the ear."""
_ASIDE_DEG, _ABOVE_DEG = (0, 13, 25, 36, 45, 50, TEMPLE_DEG), (30.0, 29.7, 28.0, 23.5, 16.0, 10.0, 5.0)
"""The hairline: how far aside, and how far above the skull's middle, it lies."""


def skull_centre(person: Person) -> Floats:
    """The middle of the skull, from which the hair's directions are counted."""
    eyes = (person.joint("l-eye") + person.joint("r-eye")) / 2
    return np.array([0.0, eyes[1] + 0.014, 0.030])


def direction(turn_deg: Floats, rise_deg: Floats) -> Floats:
    """The way (…, 3) of length 1 that is turned to her left from ahead, and raised."""
    turn, rise = np.radians(turn_deg), np.radians(rise_deg)
    return np.stack(
        [np.sin(turn) * np.cos(rise), np.sin(rise) + 0 * turn, np.cos(turn) * np.cos(rise)], axis=-1
    )


def hairline_deg(turn_deg: Floats) -> Floats:
    """How far above the skull's middle the hair begins, at a turn to either side."""
    return np.interp(np.abs(turn_deg), _ASIDE_DEG, _ABOVE_DEG)


def scalp(person: Person, points: Floats) -> Floats:
    """How much of the skin at the points (n, 3) is under hair, 0 to 1: single hairs blur its line."""
    away = points - skull_centre(person)
    turn = np.degrees(np.arctan2(away[:, 0], away[:, 2]))
    rise = np.degrees(np.arctan2(away[:, 1], np.hypot(away[:, 0], away[:, 2])))
    hairs = noise(points * [1.0, 0.35, 1.0], 0.0016, 17)
    above = rise - hairline_deg(turn) + 1.1 * hairs
    beside = np.abs(turn) - TEMPLE_DEG
    front = smoothstep(-4.0, 1.5, above)
    back = smoothstep(10, 20, beside) * smoothstep(-30, -18, rise)
    return np.asarray(np.maximum(front, back))
