"""The sound that the decoder looks at, and the committed words in it: pure.

What is near is kept short: as words are committed it is cut at their boundaries, so that a few seconds of
committed sound stay as context. What was cut off is remembered for a while, for a look at the whole of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from live.events import RATE_HZ, Samples
from live.recognise.words import TimedWord

OLDER_TOKENS = 200
"""Tokens of older text that are kept for the prompt; the oldest go first."""


@dataclass(frozen=True, slots=True)
class View:
    """Sound from `start_s` on, on the session's clock, and what is known of it."""

    samples: Samples
    start_s: float
    committed: Sequence[TimedWord]
    """The committed words in it."""
    older: Sequence[int]
    """The tokens of the text before it."""

    @property
    def end_s(self) -> float:
        """The end of what was heard."""
        return self.start_s + len(self.samples) / RATE_HZ

    @property
    def committed_end_s(self) -> float:
        """The end of the last committed word, or the start of the view."""
        return max(self.start_s, self.committed[-1].end_s) if self.committed else self.start_s


class Window:
    """What is near, from `start_s` on, and what is remembered before it."""

    def __init__(self, *, memory_s: float = 0.0) -> None:
        """`memory_s`: how far before the end of the committed words sound is remembered."""
        self.start_s = 0.0
        self.committed: list[TimedWord] = []
        self._memory_s = memory_s
        self._sound: Samples = np.zeros(0, np.float32)
        self._sound_start_s = 0.0
        self._passed: list[TimedWord] = []
        """The words before `start_s` whose sound is remembered."""
        self._older: list[int] = []
        """The tokens of those before them."""

    @property
    def end_s(self) -> float:
        """The end of what was heard."""
        return self._sound_start_s + len(self._sound) / RATE_HZ

    @property
    def committed_end_s(self) -> float:
        """The end of the last committed word, or the start of the window."""
        return max(self.start_s, self.committed[-1].end_s) if self.committed else self.start_s

    @property
    def begun(self) -> bool:
        """Whether there is text before what is near."""
        return bool(self._passed or self._older)

    @property
    def remembers(self) -> bool:
        """Whether there is sound before what is near."""
        return bool(self._passed)

    @property
    def near(self) -> View:
        """What is near."""
        older = [*self._older, *_tokens(self._passed)]
        samples = self._sound[self._samples_before(self.start_s) :]
        return View(samples, self.start_s, tuple(self.committed), older[-OLDER_TOKENS:])

    @property
    def far(self) -> View:
        """All that is remembered."""
        return View(self._sound, self._sound_start_s, (*self._passed, *self.committed), tuple(self._older))

    def hear(self, samples: Samples) -> None:
        """Take the next sound."""
        self._sound = np.concatenate((self._sound, samples))

    def begin(self, start_s: float) -> None:
        """Start anew at `start_s`, where other sound begins; the text so far becomes prompt."""
        self._age((*self._passed, *self.committed))
        self._passed, self.committed = [], []
        self._sound = self._sound[:0]
        self._sound_start_s = self.start_s = start_s

    def cut(self, keep_s: float) -> None:
        """Leave about `keep_s` seconds before the end of the last committed word, at a word boundary."""
        if not self.committed:
            return
        limit_s = self.committed[-1].end_s - keep_s
        count = 0
        while count < len(self.committed) - 1 and self.committed[count].end_s <= limit_s:
            count += 1
        if count:
            self.cut_at(min(self.committed[count - 1].end_s, self.committed[count].start_s), count)

    def cut_at(self, start_s: float, words: int) -> None:
        """Let what is near begin at `start_s`, without its first `words` committed words."""
        self.start_s = max(self.start_s, min(start_s, self.end_s))
        self._passed += self.committed[:words]
        del self.committed[:words]
        self._forget_before(min(self.start_s, self.committed_end_s - self._memory_s))

    def forget(self, start_s: float) -> None:
        """Start anew at `start_s`, knowing nothing of what was before: it may be wrong."""
        self.cut_at(start_s, len(self.committed))
        self._passed, self._older = [], []
        self._forget_before(self.start_s)

    def _samples_before(self, start_s: float) -> int:
        return max(0, min(round((start_s - self._sound_start_s) * RATE_HZ), len(self._sound)))

    def _forget_before(self, limit_s: float) -> None:
        count = 0
        while count < len(self._passed) and self._passed[count].start_s < limit_s:
            count += 1
        self._age(self._passed[:count])
        del self._passed[:count]
        start_s = min(self._passed[0].start_s, self.start_s) if self._passed else self.start_s
        samples = self._samples_before(start_s)
        self._sound = self._sound[samples:]
        self._sound_start_s += samples / RATE_HZ

    def _age(self, words: Sequence[TimedWord]) -> None:
        self._older = [*self._older, *_tokens(words)][-OLDER_TOKENS:]


def _tokens(words: Sequence[TimedWord]) -> list[int]:
    return [token for word in words for token in word.tokens]
