"""What a voice makes of a sentence: its sound, and when each phoneme and each word is heard."""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

VOICE_RATE_HZ = 24_000

Speech = NDArray[np.float32]
"""Sound: shape (n,), mono, 24 kHz, -1.0 to 1.0."""

SILENCE = "sil"
"""The symbol of a pause among the phonemes."""

_SILENT_BELOW = 0.01
"""-40 dB of full scale."""
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
    """A sentence as speech; times are seconds from the first sample."""

    samples: Speech
    phones: tuple[Phone, ...]
    words: tuple[TimedWord, ...]

    @property
    def duration_s(self) -> float:
        """How long it sounds."""
        return len(self.samples) / VOICE_RATE_HZ


class Voice(Protocol):
    """Speaks sentences in one or more languages."""

    name: str
    languages: tuple[str, ...]

    def speak(self, text: str) -> Spoken:
        """The text as speech; the same text always gives the same. Raises VoiceError."""
        ...


def trimmed(spoken: Spoken, *, pause_s: float = 0.0) -> Spoken:
    """Without the silence before and after the speech, and with a pause of our own after it."""
    loud = np.flatnonzero(np.abs(spoken.samples) > _SILENT_BELOW)
    if not len(loud):
        return spoken
    edge = round(_KEPT_EDGE_S * VOICE_RATE_HZ)
    first, last = max(0, int(loud[0]) - edge), min(len(spoken.samples), int(loud[-1]) + edge)
    pause = np.zeros(round(pause_s * VOICE_RATE_HZ), dtype=np.float32)
    cut_s, length_s = first / VOICE_RATE_HZ, (last - first) / VOICE_RATE_HZ

    def moved(time_s: float) -> float:
        return min(max(0.0, time_s - cut_s), length_s)

    return Spoken(
        samples=np.concatenate([spoken.samples[first:last], pause]),
        phones=tuple(
            replace(phone, start_s=moved(phone.start_s), end_s=moved(phone.end_s)) for phone in spoken.phones
        ),
        words=tuple(
            replace(word, start_s=moved(word.start_s), end_s=moved(word.end_s)) for word in spoken.words
        ),
    )


def joined(parts: list[Spoken]) -> Spoken:
    """Pieces of speech, one right after the other."""
    phones: list[Phone] = []
    words: list[TimedWord] = []
    offset_s = 0.0
    for part in parts:
        phones += (replace(p, start_s=p.start_s + offset_s, end_s=p.end_s + offset_s) for p in part.phones)
        words += (replace(w, start_s=w.start_s + offset_s, end_s=w.end_s + offset_s) for w in part.words)
        offset_s += part.duration_s
    samples = np.concatenate([np.zeros(0, np.float32), *(part.samples for part in parts)])
    return Spoken(samples=samples, phones=tuple(phones), words=tuple(words))
