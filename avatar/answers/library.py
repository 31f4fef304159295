"""What an event says, searchable: from a question to the sentences that answer it, or to none."""

from collections.abc import Sequence

from avatar.answers.documents import Document
from avatar.answers.evidence import Finding, Judge, Verification
from avatar.answers.lexicon import Lexicon
from avatar.answers.programme import Programme
from avatar.answers.question import Question, understand
from avatar.answers.search import Embedder, Index
from avatar.answers.spelling import Spelling
from avatar.answers.terms import Reader, Term
from avatar.answers.timetable_words import rows_document

CANDIDATES = 24
"""Passages that are looked at closely."""


class Library:
    """All documents of an event; may be asked by any thread.

    With a `verification` the programme's rows are searched as well, for what its look-up does not understand.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        lexicon: Lexicon,
        embedder: Embedder | None,
        programme: Programme | None = None,
        verification: Verification | None = None,
    ) -> None:
        self.documents = {found.name: found for found in documents}
        texts = [found.text for found in documents]
        self.reader = Reader(lexicon, texts)
        programme = programme or Programme()
        self._spelling = Spelling(lexicon, [*texts, *programme.texts])
        rows = [rows_document(programme)] if verification else []
        self._index = Index([*documents, *rows], self.reader, embedder)
        self._judge = Judge(self.reader, self._weight, verification)

    def understand(self, text: str, hint: str = "") -> Question:
        """Read a question; see `question.understand`."""
        return understand(self._spelling.mended(text), self.reader, hint)

    def findings(self, question: Question) -> list[Finding]:
        """What was looked at, best first; what answers has `answers`."""
        return self._judge.findings(question, self._index.find(question.text, question.terms, CANDIDATES))

    def _weight(self, term: Term) -> float:
        """How rare a term is: the rarity of its commonest form, that of a phrase being its rarest word's."""
        forms = [max(self._index.words.rarity(one) for one in phrase) for phrase in (term.own, *term.others)]
        return min(forms)
