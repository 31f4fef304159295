"""Times for a voice that gives only sound: phonemes spread over what is loud. An estimate, and no more.

The phonemes of the whole text are laid, by their usual lengths, on the stretches of the sound that are loud.
Within a sentence this is off by a tenth of a second and more.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import numpy as np

from avatar.visemes.tables import VOWELS, visemes_of
from avatar.voice.speech import SILENCE, VOICE_RATE_HZ, Phone, Speech

_FRAME_S = 0.01
_LOUD = 0.06
"""Of the loudest frame."""
_SHORTEST_PAUSE_S = 0.12
_VOWEL_LENGTH, _CONSONANT_LENGTH = 1.6, 1.0

Sound = tuple[str, tuple[str, ...]]
"""A written piece of the text, and its phonemes."""


def spread(
    sounds: Sequence[Sound], samples: Speech
) -> tuple[tuple[Phone, ...], list[tuple[str, float, float]]]:
    """The phonemes with times, and the written pieces with theirs."""
    stretches = loud_stretches(samples)
    lengths = [_length(phone) for _, phones in sounds for phone in phones]
    times = [
        (_place(start, stretches), _place(end, stretches, is_end=True))
        for start, end in pairwise(_shares(lengths))
    ]
    phones: list[Phone] = []
    heard: list[tuple[str, float, float]] = []
    at = 0
    for text, symbols in sounds:
        spans = times[at : at + len(symbols)]
        at += len(symbols)
        for symbol, (start_s, end_s) in zip(symbols, spans, strict=True):
            _rest_until(phones, start_s)
            phones.append(Phone(symbol=symbol, start_s=start_s, end_s=end_s))
        if spans:
            heard.append((text, spans[0][0], spans[-1][1]))
    return tuple(phones), heard


def loud_stretches(samples: Speech) -> list[tuple[float, float]]:
    """Where there is speech, in seconds; short silences belong to it."""
    frame = round(_FRAME_S * VOICE_RATE_HZ)
    count = len(samples) // frame
    if not count:
        return [(0.0, len(samples) / VOICE_RATE_HZ)]
    level = np.sqrt(np.mean(samples[: count * frame].reshape(count, frame) ** 2, axis=1))
    loud = np.flatnonzero(level > _LOUD * level.max())
    if not len(loud):
        return [(0.0, count * _FRAME_S)]
    breaks = np.flatnonzero(np.diff(loud) > _SHORTEST_PAUSE_S / _FRAME_S)
    firsts, lasts = [loud[0], *loud[breaks + 1]], [*loud[breaks], loud[-1]]
    return [(float(a) * _FRAME_S, float(b + 1) * _FRAME_S) for a, b in zip(firsts, lasts, strict=True)]


def _shares(lengths: Sequence[float]) -> Iterator[float]:
    total = sum(lengths) or 1.0
    return (length / total for length in accumulate(lengths, initial=0.0))


def _place(share: float, stretches: Sequence[tuple[float, float]], *, is_end: bool = False) -> float:
    """The moment at which so much of all that is loud has been heard.

    At the end of a stretch, what ends there ends before the pause, and what begins there begins after it.
    """
    left_s = share * sum(end_s - start_s for start_s, end_s in stretches)
    for start_s, end_s in stretches[:-1]:
        length_s = end_s - start_s
        if left_s < length_s - _FRAME_S / 2 or (is_end and left_s < length_s + _FRAME_S / 2):
            return min(end_s, start_s + left_s)
        left_s = max(0.0, left_s - length_s)
    return min(stretches[-1][1], stretches[-1][0] + left_s)


def _rest_until(phones: list[Phone], start_s: float) -> None:
    if phones and start_s - phones[-1].end_s > _FRAME_S:
        phones.append(Phone(symbol=SILENCE, start_s=phones[-1].end_s, end_s=start_s))


def _length(phone: str) -> float:
    return _VOWEL_LENGTH if visemes_of(phone)[0] in VOWELS else _CONSONANT_LENGTH
