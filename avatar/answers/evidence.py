"""Whether sentences answer a question: the second look, beyond similarity, that lets no guess through.

Every term of the question is looked for in the sentences and in what is around them. Names and numbers must
be somewhere in the document. Rules doubt what has them only far away, or lacks the person, the time, the
place or the number asked for; a doubt forbids an answer, unless a language model says yes. The rest is a
matter of trust: how much of the question the sentences speak of, how near they are to it beside others, and
what the model says of them, where there is one.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from statistics import fmean

from avatar.answers.answer_types import holds_kind
from avatar.answers.documents import Passage
from avatar.answers.question import Question
from avatar.answers.question_words import CHINESE_NEGATIONS, NEGATIONS
from avatar.answers.search import Hit
from avatar.answers.spans import Span, sentence_spans
from avatar.answers.terms import Content, Reader, Term
from avatar.answers.trust import BY_MEANING, BY_WORDS, Signs, Weights
from avatar.answers.verifier import Verify
from translate.errors import EngineError

LONGEST_QUOTE = 3
"""Sentences."""
PER_SENTENCE, DEFINES, NAMES = 0.25, 1.0, 0.25
"""What a quotation loses with each sentence, and gains by defining what was asked for, or naming a person."""
_NAMING = re.compile(r"\b(?:Prof|Professor|Dr|Mr|Mrs|Ms)\b|\bby (?:the )?[A-Z]|先生|女士|小姐|教授|博士")
_DEFINING = re.compile(r"\b(?:is|are|was|were) (?:an?|the)\b|是一|係一")
_DEFINED_WITHIN = 120
"""Characters."""
ACRONYM = 3
"""Letters, all capital, of what is the name of an organisation."""
HERE, HERE_OTHERWISE, AROUND = 1.0, 0.9, 0.6
"""What a term counts that the sentences have, have in other words, or only have around them."""
CONSULTED = 4
"""Runs of sentences that a language model is asked about, at most."""
SURE, HOPELESS = 2.0, -1.0
"""Its log odds that end the search: an answer is found, or what is nearest speaks of something else."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Sentences of a passage that may answer."""

    hit: Hit
    span: Span
    """Within the passage's text."""
    signs: Signs
    weights: Weights
    sentences: int
    bonus: float
    """For a sentence that defines what was asked for."""
    lacks: str
    """What an answer needs and the whole document has not; empty for nothing."""

    @property
    def passage(self) -> Passage:
        """Where the sentences are."""
        return self.hit.entry.passage

    @property
    def text(self) -> str:
        """The sentences."""
        return self.passage.text[self.span.start : self.span.end]

    @property
    def trust(self) -> float:
        """The log odds that they answer, when they lack nothing."""
        return self.weights.trust(self.signs)

    @property
    def answers(self) -> bool:
        """Whether they may be quoted."""
        settled = self.signs.verdict is not None or not self.signs.doubts
        return settled and not self.lacks and self.trust >= self.weights.bar

    @property
    def score(self) -> float:
        """To rank findings: how far they are trusted, how short they are."""
        return self.trust + self.bonus - PER_SENTENCE * self.sentences


@dataclass(frozen=True, slots=True)
class Verification:
    """A language model's yes or no, and what it counts beside the other signs."""

    verify: Verify
    weights: Weights


def candidates(ranked: Sequence[Finding]) -> Iterator[Finding]:
    """Those that may answer, the most trusted and the most similar in turn; no two share a sentence."""
    similar = sorted(ranked, key=lambda one: (-one.signs.above, one.sentences))
    taken: list[Finding] = []
    for one in chain.from_iterable(zip(ranked, similar, strict=True)):
        if not one.lacks and not any(_overlap(one, other) for other in taken):
            taken.append(one)
            yield one


class Judge:
    """Looks at the sentences of passages.

    `weigh` tells how rare a term is in the documents; with a `verification` nothing answers without it.
    """

    def __init__(
        self, reader: Reader, weigh: Callable[[Term], float], verification: Verification | None = None
    ) -> None:
        self._reader = reader
        self._weigh = weigh
        self._verification = verification
        self._read: dict[str, Content] = {}
        """What sentences hold, by their text: at most as many as the documents have."""
        self._documents: dict[str, Content] = {}
        """What whole documents hold, by their names."""

    def findings(self, question: Question, hits: Sequence[Hit]) -> list[Finding]:
        """All runs of sentences with what they are worth, those that answer first."""
        near = [one for hit in hits for one in hit.similarities] or [0.0]
        found = [self._look(question, hit, run, near) for hit in hits for run in _runs(hit)]
        return self._verified(question, _ranked(found))

    def _verified(self, question: Question, ranked: list[Finding]) -> list[Finding]:
        """The best, with the model's verdict, as far as it had to be asked."""
        if self._verification is None:
            return ranked
        verified: list[Finding] = []
        for one in islice(candidates(ranked), CONSULTED):
            try:
                verdict = self._verification.verify(question.text, one.text, one.hit.entry.document.title)
            except EngineError as error:
                logger.warning("Answers are judged without a language model: %s", error)
                return ranked
            signs = replace(one.signs, verdict=verdict)
            verified.append(replace(one, signs=signs, weights=self._verification.weights))
            if verdict >= SURE or verdict <= HOPELESS:
                break
        return _ranked(verified)

    def _look(self, question: Question, hit: Hit, run: range, near: Sequence[float]) -> Finding:
        """`near`: how similar to the question all sentences of the hits are."""
        sentences = hit.entry.passage.sentences
        span = Span(sentences[run.start].start, sentences[run.stop - 1].end)
        text = hit.entry.passage.text[span.start : span.end]
        here, around = self._content(text), self._around(hit)
        credits = {term: _credit(term, here, around) for term in question.terms}
        similarity = max(hit.similarities[run.start : run.stop])
        doubts = (
            not _has_names(question, here, around) or self._is_of_another(question, hit, here),
            question.asks_whether and (len(run) > 1 or not _speaks_of_all(credits)),
            question.denies and not _denies(text),
            not self._holds_kind(question, text, here),
        )
        return Finding(
            hit=hit,
            span=span,
            signs=Signs(
                spoken_of=self._share(credits) if credits else 0.0,
                plainly=self._share({term: credit for term, credit in credits.items() if not term.strict}),
                behind=similarity - max(near),
                above=similarity - fmean(near),
                doubts=sum(doubts),
            ),
            weights=BY_MEANING if hit.entry.vectors.size else BY_WORDS,
            sentences=len(run),
            bonus=_bonus(question, text),
            lacks=_lacks(question, here, self._whole(hit)),
        )

    def _share(self, credits: Mapping[Term, float]) -> float:
        """Of some terms, by weight, those that the sentences have; 1 of none."""
        weights = {term: self._weigh(term) for term in credits}
        here = sum(weight for term, weight in weights.items() if credits[term] >= HERE_OTHERWISE)
        total = sum(weights.values())
        return here / total if total else 1.0

    def _is_of_another(self, question: Question, hit: Hit, here: Content) -> bool:
        """Whether only the document's title has a name asked for, while the sentences name something else."""
        near = self._content(f"{hit.entry.passage.heading}. {_paragraph(hit)}")
        from_afar = any(term.strict and not _credit(term, here, near) for term in question.terms)
        asked = {one for term in question.terms for phrase in (term.own, *term.others) for one in phrase}
        return from_afar and any(
            _is_acronym(word) and not stems & asked
            for word, stems in zip(here.words, here.stems, strict=True)
        )

    def _holds_kind(self, question: Question, text: str, here: Content) -> bool:
        """Whether the kind of thing asked for is there; a time in the sentence that it belongs to."""
        if question.kind != "when":
            return holds_kind(question, text, here)
        sentences = [text[span.start : span.end] for span in sentence_spans(text)]
        return any(holds_kind(question, sentence, self._content(sentence)) for sentence in sentences)

    def _content(self, text: str) -> Content:
        if text not in self._read:
            self._read[text] = self._reader.content(text)
        return self._read[text]

    def _around(self, hit: Hit) -> Content:
        """What the paragraph, its heading, the document's title and its name speak of."""
        return self._content(f"{_names_of(hit)}. {hit.entry.passage.heading}. {_paragraph(hit)}")

    def _whole(self, hit: Hit) -> Content:
        """What the document speaks of."""
        found = hit.entry.document
        if found.name not in self._documents:
            self._documents[found.name] = self._reader.content(f"{_names_of(hit)}. {found.text}")
        return self._documents[found.name]


def _ranked(found: Iterable[Finding]) -> list[Finding]:
    """Those that answer first, then the most trusted, then the shortest."""
    return sorted(found, key=lambda one: (not one.answers, -one.score, one.span.end - one.span.start))


def _overlap(one: Finding, other: Finding) -> bool:
    same = one.passage is other.passage
    return same and one.span.start < other.span.end and other.span.start < one.span.end


def _is_acronym(word: str) -> bool:
    name = word.removesuffix("'s").removesuffix("’s")
    return len(name) >= ACRONYM and name.isupper()


def _lacks(question: Question, here: Content, whole: Content) -> str:
    """The first thing that an answer needs and the document has not."""
    if not question.terms:
        return "terms"
    return "" if _has_names(question, here, whole) else "name"


def _has_names(question: Question, here: Content, around: Content) -> bool:
    """Whether all names are in the text or around it, whole."""
    named = all(_credit(term, here, around) for term in question.terms if term.strict)
    return named and all(here.holds(pair) or around.holds(pair) for pair in question.names)


def _names_of(hit: Hit) -> str:
    """The document's title and the name of its file."""
    found = hit.entry.document
    return f"{found.title}. {found.name.replace('-', ' ').replace('_', ' ').rpartition('.')[0]}"


def _paragraph(hit: Hit) -> str:
    """The paragraph that a passage is of, whole."""
    found = hit.entry
    return " ".join(one.text for one in found.document.passages if one.paragraph == found.passage.paragraph)


def _runs(hit: Hit) -> list[range]:
    """One sentence, two or three that follow one another."""
    count = len(hit.entry.passage.sentences)
    return [
        range(start, start + length)
        for length in range(1, LONGEST_QUOTE + 1)
        for start in range(count - length + 1)
    ]


def _credit(term: Term, here: Content, around: Content) -> float:
    if here.holds(term.own):
        return HERE
    if any(here.holds(phrase) for phrase in term.others):
        return HERE_OTHERWISE
    return AROUND if any(around.holds(phrase) for phrase in (term.own, *term.others)) else 0.0


def _bonus(question: Question, text: str) -> float:
    """More for "X is a …" where the question is what X is."""
    if question.kind == "who":
        return NAMES if _NAMING.search(text) else 0.0
    names_only = question.kind == "what" and 0 < len(question.terms) == sum(t.strict for t in question.terms)
    return DEFINES if names_only and _DEFINING.search(text[:_DEFINED_WITHIN]) else 0.0


def _speaks_of_all(credits: Mapping[Term, float]) -> bool:
    """Whether a sentence speaks of all that a question of yes or no asks about; names may stand around it."""
    return all(credit >= HERE_OTHERWISE or term.strict for term, credit in credits.items())


def _denies(text: str) -> bool:
    return bool(NEGATIONS & set(text.lower().split())) or any(word in text for word in CHINESE_NEGATIONS)
