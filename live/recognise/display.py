"""Which words stand on the screens until they are settled: pure.

What is shown is taken back only when two looks in a row don't have it, or when one is sure of what takes its
place. Of two readings that take turns, only the first is seen, and a word missed once does not blink.
"""

from collections.abc import Sequence

from live.recognise.hypothesis import Words
from live.recognise.words import TimedWord


class Display:
    """Remembers what is shown and not settled."""

    def __init__(self, sure: float) -> None:
        """`sure`: the probability from which on a word takes another's place at once."""
        self._sure = sure
        self._shown: Words = ()
        self._kept = False
        """Whether the last look did not have it."""

    def clear(self) -> None:
        """Nothing is shown any more."""
        self._shown, self._kept = (), False

    def show(self, committed: Words, words: Words) -> Words:
        """What to show after a look that settled `committed` and would have `words` follow."""
        before = self._still_open(committed)
        same = _common(before, words)
        sure = same < len(words) and words[same].weakest >= self._sure
        self._kept = same < len(before) and not sure and not self._kept
        self._shown = before if self._kept else words
        return self._shown

    def _still_open(self, committed: Words) -> Words:
        """What is left of the shown words; nothing if others were settled in their place."""
        if _common(self._shown, committed) < min(len(self._shown), len(committed)):
            return ()
        return self._shown[len(committed) :]


def _common(first: Sequence[TimedWord], second: Sequence[TimedWord]) -> int:
    """How many words both begin with."""
    count = 0
    while count < min(len(first), len(second)) and first[count].key == second[count].key:
        count += 1
    return count
