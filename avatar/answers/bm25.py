"""Okapi BM25 (Robertson et al. 1994): which passages share rare words with a question."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

SATURATION, LENGTH_SHARE = 1.2, 0.75
"""k1: how soon a repeated word counts no more. b: how much a long passage is held back."""


class Bm25:
    """An index of passages, each given as its words."""

    def __init__(self, passages: Iterable[Sequence[str]]) -> None:
        self._counts = [Counter(words) for words in passages]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._mean = sum(self._lengths) / max(1, len(self._lengths)) or 1.0
        holders = Counter(word for counts in self._counts for word in counts)
        self._rarity = {word: _rarity(len(self._counts), held) for word, held in holders.items()}

    def rarity(self, word: str) -> float:
        """How much a word tells: high for one that few passages hold, highest for one that none does."""
        return self._rarity.get(word, _rarity(len(self._counts), 0))

    def knows(self, word: str) -> bool:
        """Whether any passage holds a word."""
        return word in self._rarity

    def scores(self, words: Mapping[str, float]) -> list[float]:
        """Each passage's score for weighted words."""
        return [self._score(index, words) for index in range(len(self._counts))]

    def _score(self, index: int, words: Mapping[str, float]) -> float:
        counts, length = self._counts[index], self._lengths[index]
        damping = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / self._mean)
        return sum(
            weight * self._rarity[word] * counts[word] * (SATURATION + 1) / (counts[word] + damping)
            for word, weight in words.items()
            if word in counts
        )


def _rarity(passages: int, holders: int) -> float:
    return log(1 + (passages - holders + 0.5) / (holders + 0.5))
