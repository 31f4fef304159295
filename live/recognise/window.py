"""The sound that the decoder looks at, and the committed words in it: pure.

It is kept short: as words are committed it is cut at their boundaries, so that a few seconds of committed
sound stay as context. Their tokens are the forced prefix; older ones are the prompt.
"""

import numpy as np

from live.events import RATE_HZ, Samples
from live.recognise.words import TimedWord

OLDER_TOKENS = 200
"""Tokens of older text that are kept for the prompt; the oldest go first."""


class Window:
    """Sound from `start_s` on, on the session's clock."""

    def __init__(self) -> None:
        self.samples: Samples = np.zeros(0, np.float32)
        self.start_s = 0.0
        self.committed: list[TimedWord] = []
        self.older: list[int] = []

    @property
    def end_s(self) -> float:
        """The end of what was heard."""
        return self.start_s + len(self.samples) / RATE_HZ

    @property
    def committed_end_s(self) -> float:
        """The end of the last committed word, or the start of the window."""
        return max(self.start_s, self.committed[-1].end_s) if self.committed else self.start_s

    @property
    def prefix(self) -> list[int]:
        """The tokens of the committed words in the window."""
        return [token for word in self.committed for token in word.tokens]

    def hear(self, samples: Samples) -> None:
        """Take the next sound."""
        self.samples = np.concatenate((self.samples, samples))

    def begin(self, start_s: float) -> None:
        """Start anew at `start_s`; the text so far becomes prompt."""
        self._age(len(self.committed))
        self.samples = np.zeros(0, np.float32)
        self.start_s = start_s

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
        """Drop the sound before `start_s` and the first `words` committed words."""
        samples = max(0, min(round((start_s - self.start_s) * RATE_HZ), len(self.samples)))
        self.samples = self.samples[samples:]
        self.start_s += samples / RATE_HZ
        self._age(words)

    def _age(self, words: int) -> None:
        for word in self.committed[:words]:
            self.older += word.tokens
        del self.committed[:words], self.older[:-OLDER_TOKENS]
