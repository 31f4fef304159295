"""From mouth to screen: how long captions take, from what a screen receives. Pure."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from typing import Any

from live.text.typography import is_unspaced

Message = Mapping[str, Any]

WINDOW_S = 60.0
"""How far back the clock looks: a sound card's clock drifts from ours by 0.2 s in an hour."""
BIN_S = 0.01
"""Delays are counted to the hundredth of a second."""


class SoundClock:
    """Tells when the session's sound began, from what the server says it has heard so far.

    What it says is late by whatever the message had to wait, and never early: so the least difference of
    the last minute counts.
    """

    def __init__(self) -> None:
        self._candidates: deque[tuple[float, float]] = deque()
        """(moment, where it puts the beginning): those that may still become the least."""

    def observe(self, now: float, audio_s: float) -> None:
        """Take in that `audio_s` seconds of sound had been heard at `now`; moments must not go back."""
        began = now - audio_s
        while self._candidates and self._candidates[-1][1] >= began:
            self._candidates.pop()
        self._candidates.append((now, began))
        while self._candidates[0][0] < now - WINDOW_S:
            self._candidates.popleft()

    @property
    def began_at(self) -> float | None:
        """The moment of the session's first sample; None before anything was heard."""
        return self._candidates[0][1] if self._candidates else None


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
