"""A line into all its languages: masked, translated, checked, tried once more, written for each reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from translate import chinese, clauses, guards, masks
from translate.engine import Request, Translator
from translate.glossary import Glossary
from translate.guards import Verdict
from translate.languages import UNSPACED, base
from translate.letters import has_letters
from translate.masks import Masked


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One text into several languages."""

    text: str
    source: str
    targets: tuple[str, ...]
    context: tuple[tuple[str, Mapping[str, str]], ...] = ()
    """The lines before it, oldest first: what was said, and language → its translation."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """Model language → what of this line is on the screens already, as the model wrote it (`raw`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A text in one language."""

    lang: str
    text: str
    refused: Verdict | None = None
    """Why `text` is the source, untranslated."""
    raw: str = ""
    """What the model wrote, marks and all: to go on from."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One request to the model and whose it is."""

    job: int
    language: str
    """As the model knows it."""
    masked: tuple[Masked, ...]
    """The pieces of the text."""
    retry: bool = False


class Interpreter:
    """Translates jobs with one model. Holds no state but the glossary."""

    def __init__(self, translator: Translator, glossary: Glossary) -> None:
        self._translator = translator
        self.glossary = glossary
        self.refusals: dict[Verdict, int] = {}
        """How often the guards refused a first answer, for the console."""

    def translate(self, jobs: Sequence[Job]) -> list[dict[str, Translation]]:
        """Each job's translations by language code; raises EngineError when the model fails."""
        results = [self._without_model(job) for job in jobs]
        todo = [
            attempt
            for index, job in enumerate(jobs)
            for language in _languages(job, results[index])
            if (attempt := self._attempt(index, job, language))
        ]
        for attempt, raws in self._run(jobs, todo):
            for code in _codes(jobs[attempt.job], results[attempt.job], attempt.language):
                results[attempt.job][code] = self._finished(jobs[attempt.job], attempt, raws, code)
        return results

    def _without_model(self, job: Job) -> dict[str, Translation]:
        """The languages that need no model, or are none of its own.

        The source's own, its other scripts, every language of a text without letters.
        """
        found = {}
        for code in job.targets:
            if code == job.source or not has_letters(_bare(job.text)):
                found[code] = Translation(lang=code, text=job.text)
            elif base(code) == base(job.source) == "zh":
                found[code] = Translation(lang=code, text=self._rewritten(job, code))
            elif base(code) == base(job.source):
                found[code] = Translation(lang=code, text=job.text)
            elif not self._translator.supports(job.source, code):
                found[code] = Translation(lang=code, text=job.text, refused=Verdict.UNSUPPORTED)
        return found

    def _rewritten(self, job: Job, code: str) -> str:
        masked = masks.mask(job.text, job.source, self.glossary, code)
        return masked.restore(chinese.convert(masked.text, code), self.glossary, code)

    def _attempt(self, index: int, job: Job, language: str, verdict: Verdict | None = None) -> _Attempt:
        ruling = next((code for code in job.targets if base(code) == language), language)
        pieces = clauses.pieces(job.text, job.source)
        numbers = verdict is Verdict.NUMBERS
        masked = [masks.mask(p, job.source, self.glossary, ruling, with_numbers=numbers) for p in pieces]
        return _Attempt(index, language, tuple(masked), retry=verdict is not None)

    def _run(self, jobs: Sequence[Job], attempts: Sequence[_Attempt]) -> list[tuple[_Attempt, list[str]]]:
        """Every attempt with what the model made of it, refused ones tried once more."""
        done = list(zip(attempts, self._ask(jobs, attempts), strict=True))
        again = {}
        for position, (attempt, raws) in enumerate(done):
            verdict = self._verdict(jobs[attempt.job], attempt, raws)
            if verdict:
                self.refusals[verdict] = self.refusals.get(verdict, 0) + 1
                again[position] = self._attempt(attempt.job, jobs[attempt.job], attempt.language, verdict)
        second = list(again.values())
        for position, attempt, raws in zip(again, second, self._ask(jobs, second), strict=True):
            done[position] = (attempt, raws)
        return done

    def _ask(self, jobs: Sequence[Job], attempts: Sequence[_Attempt]) -> list[list[str]]:
        """The model's answers to all pieces of all attempts, in one batch; marks alone need no model."""
        answers = [[piece.text for piece in attempt.masked] for attempt in attempts]
        asked = [
            (a, p)
            for a, attempt in enumerate(attempts)
            for p, piece in enumerate(attempt.masked)
            if has_letters(_unmarked(piece))
        ]
        requests = [_request(jobs[attempts[a].job], attempts[a], p) for a, p in asked]
        results = self._translator.translate(requests) if requests else []
        for (a, p), result in zip(asked, results, strict=True):
            answers[a][p] = guards.clean(result, attempts[a].masked[p].text)
        return answers

    def _verdict(self, job: Job, attempt: _Attempt, raws: Sequence[str]) -> Verdict | None:
        for masked, raw in zip(attempt.masked, raws, strict=True):
            verdict = self._piece_verdict(job, attempt, masked, raw)
            if verdict:
                return verdict
        return None

    def _piece_verdict(self, job: Job, attempt: _Attempt, masked: Masked, raw: str) -> Verdict | None:
        target = attempt.language
        kept = {
            form
            for mark in masked.marks
            for form in (mark.original, masks.written(mark, self.glossary, target))
        }
        source = masked.restore(masked.text, Glossary(), job.source)
        verdict = guards.check(masked.restore(raw, self.glossary, target), source, target, kept)
        return verdict or (Verdict.TERMS if masked.missing(raw) else None)

    def _finished(self, job: Job, attempt: _Attempt, raws: Sequence[str], code: str) -> Translation:
        verdict = self._verdict(job, attempt, raws)
        if verdict not in (None, Verdict.TERMS):
            return Translation(lang=code, text=job.text, refused=verdict)
        texts = [self._written(masked, raw, code) for masked, raw in zip(attempt.masked, raws, strict=True)]
        joint = "" if base(code) in UNSPACED else " "
        return Translation(lang=code, text=joint.join(texts), raw=joint.join(raws))

    def _written(self, masked: Masked, raw: str, code: str) -> str:
        """A piece for its readers; a term that the model lost follows in brackets."""
        text = chinese.convert(raw, code) if chinese.is_chinese(code) else raw
        lost = [masks.written(mark, self.glossary, code) for mark in masked.missing(raw)]
        text = masked.restore(text, self.glossary, code)
        absent = ", ".join(dict.fromkeys(term for term in lost if term not in text))
        if not absent:
            return text
        return f"{text}（{absent}）" if base(code) in UNSPACED else f"{text} ({absent})"


def _request(job: Job, attempt: _Attempt, piece: int) -> Request:
    """A retry starts clean: no context, nothing forced."""
    request = Request(
        text=attempt.masked[piece].text, source=job.source, target=attempt.language, retry=attempt.retry
    )
    if attempt.retry:
        return request
    context = tuple(
        (said, by_language[attempt.language])
        for said, by_language in job.context
        if attempt.language in by_language
    )
    prefix = job.shown.get(attempt.language, "") if len(attempt.masked) == 1 else ""
    return replace(request, context=context, prefix=prefix)


def _languages(job: Job, done: Mapping[str, Translation]) -> list[str]:
    """The languages to ask the model for: one for all ways of writing Chinese."""
    return list(dict.fromkeys(base(code) for code in job.targets if code not in done))


def _codes(job: Job, done: Mapping[str, Translation], language: str) -> list[str]:
    return [code for code in job.targets if code not in done and base(code) == language]


def _bare(text: str) -> str:
    """A text without its addresses."""
    return _unmarked(masks.mask(text, "", Glossary(), ""))


def _unmarked(masked: Masked) -> str:
    text = masked.text
    for mark in masked.marks:
        text = text.replace(mark.label, " ")
    return text
