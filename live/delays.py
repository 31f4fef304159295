"""From mouth to screen: how long captions take, from what a screen receives. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from live.text.typography import is_unspaced

Message = Mapping[str, Any]

DRIFT = 2e-4
"""How much faster than a sound card's clock ours may run: 0.7 s in an hour; most differ by less."""
BIN_S = 0.01
"""Delays are counted to the hundredth of a second."""


class SoundClock:
    """Tells when the session's sound began, from how much of it had been heard at which moment.

    Sound is heard late by whatever it had to wait, and never early: so the least difference counts, but for
    the drift of the clocks. All in seconds.
    """

    def __init__(self) -> None:
        self.began_at: float | None = None
        """The moment of the session's first sample; None before anything was heard."""
        self._observed_at = 0.0

    def observe(self, now: float, audio_s: float) -> None:
        """Take in that `audio_s` seconds of sound had been heard at `now`; moments must not go back."""
        began_at = now - audio_s
        if self.began_at is not None:
            began_at = min(began_at, self.began_at + DRIFT * (now - self._observed_at))
        self.began_at, self._observed_at = began_at, now


class Tally:
    """Delays, counted in bins of a hundredth of a second."""

    def __init__(self, counts: Mapping[int, int] | None = None) -> None:
        self.counts: Counter[int] = Counter(counts or {})
        """Hundredths of a second → how many."""

    def add(self, delay_s: float, number: int = 1) -> None:
        """Count a delay; what seems to be negative is a clock's rounding."""
        self.counts[max(0, round(delay_s / BIN_S))] += number

    def __iadd__(self, other: "Tally") -> "Tally":
        self.counts.update(other.counts)
        return self

    @property
    def number(self) -> int:
        """How many were counted."""
        return self.counts.total()

    def quantile(self, share: float) -> float | None:
        """The delay in seconds that `share` of all keep within; None when nothing was counted."""
        passed = 0
        for hundredths in sorted(self.counts):
            passed += self.counts[hundredths]
            if passed >= share * self.number:
                return round(hundredths * BIN_S, 2)
        return None


class DelayMeter:
    """Measures the delays that one screen sees.

    Words that are spoken count when they are committed, from the end of the last of them; a translation
    counts once it is final, from the end of what it translates. Corrections are no delays.
    """

    def __init__(self, spoken: frozenset[str]) -> None:
        self._spoken = spoken
        self._committed: dict[tuple[int, str], str] = {}

    def feed(self, message: Message, now: float, began_at: float | None) -> Iterator[tuple[str, float, int]]:
        """Take a message in; yields (language, delay in seconds, words) when it brought something new."""
        if message["type"] != "line":
            return
        key = (message["id"], message["lang"])
        before = self._committed.get(key, "")
        self._committed[key] = message["text"]
        if began_at is None or message["corrected"] or message["text"] == before:
            return
        words = words_in(message["text"].removeprefix(before), message["lang"])
        delay_s = now - began_at - message["end_s"]
        if message["lang"] in self._spoken:
            yield message["lang"], delay_s, words
        elif message["final"]:
            yield message["lang"], delay_s, 1


def words_in(text: str, lang: str) -> int:
    """How many words a text has; characters in languages that write no spaces."""
    return sum(map(str.isalnum, text)) if is_unspaced(lang) else len(text.split())
