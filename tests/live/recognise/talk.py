"""A talk, and an engine that hears of it what a window holds: for tests of the decoder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from live.events import RATE_HZ, Samples
from live.recognise.engine import Decoding
from live.recognise.words import TimedWord
from tests.live.recognise.hypotheses import WORD_S


def spoken(text: str, *, weakest: float = 0.95) -> list[TimedWord]:
    """The units of a talk, words and punctuation, one word every 0.3 s; each is one token, its index."""
    units: list[TimedWord] = []
    end_s = 0.0
    for word in text.split():
        letters = word.rstrip(",.?!")
        start_s, end_s = end_s, end_s + WORD_S
        for unit, begins_s in ((f" {letters}", start_s), (word[len(letters) :], end_s)):
            if unit:
                units.append(
                    TimedWord(text=unit, tokens=(len(units),), start_s=begins_s, end_s=end_s, weakest=weakest)
                )
    return units


def sound(start_s: float, end_s: float) -> Samples:
    """Sound whose samples are their own times, so that an engine knows which part of the talk it hears."""
    return np.arange(round(start_s * RATE_HZ), round(end_s * RATE_HZ), dtype=np.float32) / RATE_HZ


@dataclass(frozen=True)
class Heard:
    """A part of the sound."""

    start_s: float
    end_s: float


@dataclass(frozen=True)
class Asked:
    """What a decoding was asked for."""

    window_s: float
    end_s: float
    prompt: tuple[int, ...]
    prefix: tuple[int, ...]
    beam: int


Hears = Callable[[TimedWord, float], TimedWord | None]
"""How a unit is heard when this much sound follows its end; None for not at all."""


class TalkEngine:
    """Hears a talk as it was said, or as `hears` says. It goes on after the forced words, as Whisper does."""

    device = "cpu"

    def __init__(
        self, units: Sequence[TimedWord], hears: Hears = lambda unit, _: unit, *, look_s: float = 0.0
    ) -> None:
        """`look_s`: what a look at the sound takes."""
        self.busy_s = 0.0
        self._look_s = look_s
        self.asked: list[Asked] = []
        self._units = units
        self._hears = hears
        self._texts: dict[int, TimedWord] = {}

    def encode(self, samples: Samples, window_s: float) -> Heard:
        """Tell the window by its first and last sample."""
        return Heard(float(samples[0]), float(samples[-1]))

    def decode(
        self,
        encoded: Heard,
        language: str,
        *,
        prompt: Sequence[int],
        prefix: Sequence[int],
        beam: int,
        new: int,
    ) -> Decoding:
        """The units after the prefix, up to the end of the window."""
        self.busy_s += self._look_s
        self.asked.append(
            Asked(encoded.end_s - encoded.start_s, encoded.end_s, tuple(prompt), tuple(prefix), beam)
        )
        first = prefix[-1] + 1 if prefix else 0
        heard = [
            self._hears(unit, encoded.end_s - unit.end_s)
            for unit in self._units[first:]
            if unit.start_s >= encoded.start_s - WORD_S / 2 and unit.end_s <= encoded.end_s
        ]
        found = [unit for unit in heard if unit is not None]
        self._texts |= {unit.tokens[0]: unit for unit in found}
        return Decoding(tuple(unit.tokens[0] for unit in found[:new]), score=-0.1, no_speech=0.0)

    def align(self, encoded: Heard, language: str, tokens: Sequence[int]) -> list[TimedWord]:
        """The units of these tokens, timed from the start of the window."""
        return [self._texts[token].shifted(-encoded.start_s) for token in tokens]

    def tokens(self, text: str) -> list[int]:
        """No term has any."""
        return []


def misheard(unit: TimedWord, text: str, weakest: float) -> TimedWord:
    """The unit as another word."""
    return replace(unit, text=text, weakest=weakest)
