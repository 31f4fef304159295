"""What a voice makes of a sentence: its sound, and when each phoneme and each word is heard."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

VOICE_RATE_HZ = 24_000

Speech = NDArray[np.float32]
"""Sound: shape (n,), mono, 24 kHz, -1.0 to 1.0."""

_Timed = TypeVar("_Timed", "Phone", "TimedWord")

SILENCE = "sil"
"""The symbol of a pause among the phonemes."""

GROWTH = 1.05
"""A piece of a sentence is at most so many times as long as the one before it: a voice that makes speech
faster than it is heard has each piece ready when the one before it ends."""

_SILENT_BELOW = 0.01
"""-40 dB of full scale."""
_SAME_S = 1e-6
"""Times this near are the same."""
_KEPT_EDGE_S = 0.03
"""Silence that trimming leaves, so that no consonant is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A phoneme: an IPA symbol, or `SILENCE`."""

    symbol: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedWord:
    """A written word with the space before it: the words of a sentence, joined, are the sentence."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A sentence as speech, or a piece of one; times are seconds from the first sample."""

    samples: Speech
    phones: tuple[Phone, ...]
    """Of a piece, those of the whole sentence: the mouth gets ready for what comes after the piece."""
    words: tuple[TimedWord, ...]
    """Those that begin in it."""
    unfinished: bool = False
    """Whether the sentence goes on in the next piece."""

    @property
    def duration_s(self) -> float:
        """How long it sounds."""
        return len(self.samples) / VOICE_RATE_HZ

    @property
    def remaining_s(self) -> float:
        """How long the sentence goes on after it."""
        return max(0.0, self.phones[-1].end_s - self.duration_s) if self.unfinished and self.phones else 0.0


class Voice(Protocol):
    """Speaks sentences in one or more languages."""

    name: str
    languages: tuple[str, ...]

    def speak(self, text: str) -> Iterator[Spoken]:
        """The text as speech, in pieces without a break between them, each as soon as it is made.

        A sentence may be one piece. The same text always gives the same. Raises VoiceError.
        """
        ...


def piece(
    samples: Speech, start: int, phones: Sequence[Phone], words: Sequence[TimedWord], *, unfinished: bool
) -> Spoken:
    """What is heard of a sentence from its sample `start` on, for as long as the samples last."""
    start_s, end_s = start / VOICE_RATE_HZ, (start + len(samples)) / VOICE_RATE_HZ
    begun = (word for word in words if word.start_s >= start_s and (word.start_s < end_s or not unfinished))
    return Spoken(
        samples=samples,
        phones=tuple(_later(phone, -start_s) for phone in phones),
        words=tuple(_later(word, -start_s) for word in begun),
        unfinished=unfinished,
    )


def trimmed(spoken: Spoken, *, start: bool = True, end: bool = True, pause_s: float = 0.0) -> Spoken:
    """Without the silence before and after the speech, and with a pause of our own after it.

    `start`, `end`: whether it is the sentence's, which a piece need not have.
    """
    loud = np.flatnonzero(np.abs(spoken.samples) > _SILENT_BELOW)
    if not len(loud):
        return spoken
    edge = round(_KEPT_EDGE_S * VOICE_RATE_HZ)
    first = max(0, int(loud[0]) - edge) if start else 0
    last = min(len(spoken.samples), int(loud[-1]) + edge) if end else len(spoken.samples)
    pause = np.zeros(round(pause_s * VOICE_RATE_HZ), dtype=np.float32)
    cut_s, length_s = first / VOICE_RATE_HZ, (last - first) / VOICE_RATE_HZ

    def moved(time_s: float) -> float:
        earliest_s, latest_s = (0.0 if start else -math.inf), (length_s if end else math.inf)
        return min(max(earliest_s, time_s - cut_s), latest_s)

    return replace(
        spoken,
        samples=np.concatenate([spoken.samples[first:last], pause]),
        phones=tuple(
            replace(phone, start_s=moved(phone.start_s), end_s=moved(phone.end_s)) for phone in spoken.phones
        ),
        words=tuple(
            replace(word, start_s=moved(word.start_s), end_s=moved(word.end_s)) for word in spoken.words
        ),
    )


def joined(pieces: Iterable[Spoken]) -> Spoken:
    """Pieces of speech, one right after the other."""
    phones: list[Phone] = []
    words: list[TimedWord] = []
    sound: list[Speech] = [np.zeros(0, np.float32)]
    offset_s, unfinished = 0.0, False
    for part in pieces:
        # A piece in mid-sentence has the phonemes of the whole; those before it are there already.
        if unfinished:
            phones = [phone for phone in phones if phone.start_s < offset_s - _SAME_S]
        begun = (phone for phone in part.phones if not unfinished or phone.start_s >= -_SAME_S)
        phones += (_later(phone, offset_s) for phone in begun)
        words += (_later(word, offset_s) for word in part.words)
        sound.append(part.samples)
        offset_s, unfinished = offset_s + part.duration_s, part.unfinished
    return Spoken(
        samples=np.concatenate(sound), phones=tuple(phones), words=tuple(words), unfinished=unfinished
    )


def _later(timed: _Timed, by_s: float) -> _Timed:
    return replace(timed, start_s=timed.start_s + by_s, end_s=timed.end_s + by_s)
