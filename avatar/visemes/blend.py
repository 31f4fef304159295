"""Coarticulation: every sound pulls the mouth towards its shape, more the nearer it is.

Dominance functions after M. M. Cohen and D. W. Massaro, "Modeling coarticulation in synthetic visual speech"
(1993): each viseme rises before its sound and fades after it, and the mouth is the mean of all, weighted by
dominance. Lips that must meet are so dominant that no vowel beside them keeps them open.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from avatar.visemes.tables import CLOSED, VOWELS, visemes_of
from avatar.voice.speech import Phone

Keyframe = tuple[float, str, float]
"""Seconds, viseme, weight 0.0 to 1.0; between two of the same viseme the weight goes in a straight line."""

STEP_S = 0.02
"""Time between two looks at the mouth: three frames of the screen are two of these."""
NEGLIGIBLE = 0.02
"""Weights below this are none."""
STRAIGHT = 0.015
"""A keyframe is left out when the line between its neighbours passes this near."""
REACH_S = 0.3
"""A sound further away than this no longer counts."""


@dataclass(frozen=True, slots=True)
class _Shape:
    strength: float
    before_s: float
    """How long before the sound the dominance is a third of its strength,"""
    after_s: float
    """and after it."""


_VOWEL = _Shape(1.0, 0.07, 0.06)
_SHAPES = {
    "sil": _Shape(0.5, 0.06, 0.05),
    CLOSED: _Shape(9.0, 0.02, 0.018),
    "FF": _Shape(5.0, 0.03, 0.025),
    "TH": _Shape(2.0, 0.035, 0.03),
    "CH": _Shape(1.6, 0.05, 0.04),
    "SS": _Shape(1.3, 0.04, 0.035),
    "kk": _Shape(0.5, 0.035, 0.03),
    **dict.fromkeys(("DD", "nn"), _Shape(0.8, 0.035, 0.03)),
    "RR": _Shape(1.0, 0.05, 0.04),
    **dict.fromkeys(VOWELS, _VOWEL),
    **dict.fromkeys(("O", "U"), _Shape(1.2, 0.09, 0.07)),
}
"""Rounding is seen early, so it reaches further ahead; the tongue is hardly seen, so it counts for little."""


@dataclass(frozen=True, slots=True)
class _Target:
    viseme: str
    start_s: float
    end_s: float

    def dominance(self, time_s: float) -> float:
        shape = _SHAPES[self.viseme]
        if time_s < self.start_s:
            return shape.strength * math.exp(-(((self.start_s - time_s) / shape.before_s) ** 2))
        if time_s > self.end_s:
            return shape.strength * math.exp(-(((time_s - self.end_s) / shape.after_s) ** 2))
        return shape.strength


def keyframes(phones: Sequence[Phone], duration_s: float) -> list[Keyframe]:
    """The mouth's movement through a piece of speech, at rest before the first phoneme and after the last.

    Phonemes before the piece and after it count too.
    """
    begin_s = min(0.0, phones[0].start_s) if phones else 0.0
    end_s = phones[-1].end_s if phones else 0.0
    targets = [
        _Target("sil", begin_s - REACH_S, begin_s),
        *_targets(phones),
        _Target("sil", end_s, max(duration_s, end_s) + REACH_S),
    ]
    tracks: dict[str, list[tuple[float, float]]] = {}
    steps = max(1, math.ceil(duration_s / STEP_S))
    first = 0
    for step in range(steps + 1):
        time_s = min(duration_s, step * STEP_S)
        while first < len(targets) - 1 and targets[first].end_s < time_s - REACH_S:
            first += 1
        weights = _weights(targets[first:], time_s)
        for viseme in tracks.keys() | weights.keys():
            track = tracks.setdefault(viseme, [(max(0.0, time_s - STEP_S), 0.0)] if step else [])
            track.append((time_s, weights.get(viseme, 0.0)))
    frames = [(t, viseme, w) for viseme, track in tracks.items() for t, w in _simplified(track)]
    return sorted((round(t, 3), viseme, round(w, 3)) for t, viseme, w in frames)


def _targets(phones: Sequence[Phone]) -> Iterator[_Target]:
    """What the mouth aims at; a diphthong is two halves, and neighbours that look alike are one."""
    halves = [
        (viseme, phone.start_s + share * length_s, phone.start_s + (share + 1 / len(shapes)) * length_s)
        for phone in phones
        for shapes in [visemes_of(phone.symbol)]
        for length_s in [phone.end_s - phone.start_s]
        for share, viseme in ((at / len(shapes), viseme) for at, viseme in enumerate(shapes))
    ]
    for viseme, group in groupby(halves, key=lambda half: half[0]):
        alike = list(group)
        yield _Target(viseme, alike[0][1], alike[-1][2])


def _weights(targets: Sequence[_Target], time_s: float) -> dict[str, float]:
    pulls: dict[str, float] = {}
    for target in targets:
        if target.start_s > time_s + REACH_S:
            break
        pulls[target.viseme] = max(pulls.get(target.viseme, 0.0), target.dominance(time_s))
    total = sum(pulls.values())
    return {viseme: pull / total for viseme, pull in pulls.items() if pull / total > NEGLIGIBLE}


def _simplified(track: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The track without the points that lie on the line between those kept (Douglas and Peucker, 1973)."""
    keep = {0, len(track) - 1}
    spans = [(0, len(track) - 1)]
    while spans:
        a, b = spans.pop()
        furthest, distance = a, STRAIGHT
        for at in range(a + 1, b):
            share = (track[at][0] - track[a][0]) / (track[b][0] - track[a][0])
            off = abs(track[at][1] - (track[a][1] + share * (track[b][1] - track[a][1])))
            if off > distance:
                furthest, distance = at, off
        if furthest != a:
            keep.add(furthest)
            spans += [(a, furthest), (furthest, b)]
    return [track[at] for at in sorted(keep)]
