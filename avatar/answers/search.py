"""Finds the passages that may answer a question: by words and by meaning, the two rankings fused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from avatar.answers.bm25 import Bm25
from avatar.answers.documents import Document, Passage
from avatar.answers.e5 import Role
from avatar.answers.e5_file import Floats
from avatar.answers.instructions import speaks_to_machines
from avatar.answers.terms import Content, Reader, Term

FUSION = 60
"""The constant of reciprocal rank fusion (Cormack et al. 2009)."""
OTHER_WEIGHT = 0.5
"""What a synonym or a translation of a question's word counts, beside the word itself."""


class Embedder(Protocol):
    """Turns texts into vectors of length 1."""

    def embed(self, texts: Iterable[str], role: Role) -> Floats:
        """One row a text."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage in the index, with what it holds."""

    document: Document
    passage: Passage
    content: Content
    vectors: Floats
    """One row a sentence; none without a model."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found."""

    entry: Entry
    similarities: tuple[float, ...]
    """Of each of its sentences with the question, 0 without a model."""


class Index:
    """The passages of all documents; headings, and what speaks to machines, are left out."""

    def __init__(self, documents: Sequence[Document], reader: Reader, embedder: Embedder | None) -> None:
        self._embedder = embedder
        self.entries = [
            Entry(found, passage, reader.content(passage.text), self._vectors(passage))
            for found in documents
            for passage in found.passages
            if not passage.is_heading and not speaks_to_machines(passage.text)
        ]
        self.words = Bm25([_words(entry.content) for entry in self.entries])

    def find(self, question: str, terms: Sequence[Term], count: int) -> list[Hit]:
        """The best passages for a question, best first."""
        by_words = self.words.scores(_weighted(terms))
        query = self._embedder.embed([question], "query")[0] if self._embedder else None
        near = [_similarities(entry, query) for entry in self.entries]
        fused = np.zeros(len(self.entries))
        for scores in (by_words, [max(found, default=0.0) for found in near]):
            for rank, index in enumerate(np.argsort(scores)[::-1]):
                fused[index] += 1 / (FUSION + rank) if scores[index] > 0 else 0
        best = [int(index) for index in np.argsort(-fused, kind="stable")[:count] if fused[index] > 0]
        return [Hit(self.entries[index], near[index]) for index in best]

    def _vectors(self, passage: Passage) -> Floats:
        sentences = [passage.text[span.start : span.end] for span in passage.sentences]
        if self._embedder is None:
            return np.zeros((len(sentences), 0), np.float32)
        return self._embedder.embed(sentences, "passage")


def _words(content: Content) -> list[str]:
    return [one for found in content.stems for one in found]


def _weighted(terms: Sequence[Term]) -> dict[str, float]:
    """The words to search for; those of the question itself count most."""
    others = {one: OTHER_WEIGHT for term in terms for phrase in term.others for one in phrase}
    return others | {one: 1.0 for term in terms for one in term.own}


def _similarities(entry: Entry, query: Floats | None) -> tuple[float, ...]:
    if query is None:
        return (0.0,) * len(entry.vectors)
    return tuple(float(value) for value in entry.vectors @ query)
