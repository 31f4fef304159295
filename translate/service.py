"""Translates a room's lines as they come: one worker thread calls `step`, any thread hands in lines."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from threading import Condition

from translate import clauses
from translate.engine import Translator
from translate.errors import EngineError
from translate.glossary import Glossary
from translate.interpreter import Job, Translation
from translate.keeper import Keeper
from translate.languages import base
from translate.memory import Memory
from translate.pending import MAX_FINALS, Pending, Spoken

BATCH_LINES = 4
"""Finals translated in one batch when several wait: more would keep the first one waiting."""
LATE_S = 3.0
"""A final that took longer than this: early work is left out until one takes less."""
MAX_FAILURES = 3
"""A line over which the model fails so often is given out as its source: it must not block the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A line in one language, to be shown."""

    line: int
    lang: str
    text: str
    final: bool
    """False: translated early, from the line's beginning; it may still change."""
    refused: str = ""
    """Why `text` is the source, untranslated; empty for a translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the translation is, for the console."""

    available: bool
    reason: str
    """Why it is not; empty until the model has been opened for the first time."""
    waiting: int
    """Finals not yet translated."""
    sheds_early: bool
    """Whether early work is left out, because finals or the captions are late."""
    refusals: Mapping[str, int]
    """Guard verdict → how often a first answer was refused."""


class Service:
    """Lines in, translations out.

    `open_translator` loads the model, and is called again after it has failed. All but `step` may be called
    by any thread and, but for `close`, return at once; `step` is called by one.
    """

    def __init__(
        self,
        open_translator: Callable[[], Translator],
        targets: Sequence[str],
        glossary: Glossary | None = None,
        *,
        context_lines: int = 0,
        max_finals: int = MAX_FINALS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keeper = Keeper(open_translator, clock)
        self._offered = self._targets = tuple(targets)
        self._glossary = glossary or Glossary()
        self._clock = clock
        self._changed = Condition()
        self._pending = Pending(max_finals)
        self._overflow: list[Spoken] = []
        self._memory = Memory(context_lines)
        self._shedding = False
        self._late = False
        """Whether the last finals took longer than `LATE_S`."""

    def final(self, line: int, text: str, lang: str, targets: Collection[str] | None = None) -> None:
        """Hand in a complete line, or an operator's correction of one; `targets`: those that lack it."""
        with self._changed:
            spoken = Spoken(line, text, lang, self._among(targets), since=self._clock())
            if given_up := self._pending.add_final(spoken):
                self._overflow.append(given_up)
            self._changed.notify()

    def later(self, line: int, text: str, lang: str, targets: Collection[str]) -> None:
        """Hand in an earlier line that some languages lack, to be translated when nothing else waits."""
        with self._changed:
            self._pending.add_later(Spoken(line, text, lang, self._among(targets), since=inf))
            self._changed.notify()

    def early(self, line: int, committed: str, lang: str) -> None:
        """Hand in what is committed of a line: up to its last clause it is translated, if time allows."""
        cut = clauses.settled(committed, lang)
        with self._changed:
            if self._shedding or self._late or not self._memory.is_news(line, committed[:cut]):
                return
            if any(clauses.may_be_early(lang, target) for target in self._targets):
                self._pending.add_early(Spoken(line, committed[:cut].strip(), lang, self._targets))
                self._changed.notify()

    def retract(self, lines: Collection[int]) -> None:
        """Forget lines that were taken back: nothing of them comes out any more."""
        with self._changed:
            self._pending.discard(lines)
            self._memory.retract(lines)

    def set_targets(self, targets: Collection[str]) -> None:
        """Translate only into these from now on, also what waits."""
        with self._changed:
            self._targets = self._among(targets)

    def set_glossary(self, glossary: Glossary) -> None:
        """Use another glossary from the next line on."""
        with self._changed:
            self._glossary = glossary

    def shed_early(self, shed: bool) -> None:
        """Whether to leave early work be, because the machine falls behind."""
        with self._changed:
            self._shedding = shed
            if shed:
                self._pending.drop_early()

    def close(self) -> None:
        """Free the model, and end the step that runs."""
        self._keeper.close()

    def health(self) -> Health:
        """How the translation is."""
        with self._changed:
            interpreter = self._keeper.interpreter
            refusals = {str(v): n for v, n in interpreter.refusals.items()} if interpreter else {}
            return Health(
                available=interpreter is not None,
                reason=self._keeper.reason,
                waiting=len(self._pending),
                sheds_early=self._shedding or self._late,
                refusals=refusals,
            )

    def wait(self, timeout_s: float) -> bool:
        """Sleep until there is work for `step`, `timeout_s` at most; whether there is."""
        with self._changed:
            return self._changed.wait_for(self._has_work, timeout_s)

    def step(self) -> list[Output]:
        """Translate the next batch of finals, else early work, else an earlier line.

        A failing model raises nothing.
        """
        with self._changed:
            given_up, self._overflow = self._overflow, []
        outputs = [self._untranslated(spoken, "the queue was full") for spoken in given_up]
        found = [output for line in outputs for output in line]
        if not self._keeper.ready():
            return found
        with self._changed:
            finals = self._pending.take_finals(1 if self._memory.troubled else BATCH_LINES)
            early = None if finals else self._pending.take_early()
            later = None if finals or early else self._pending.take_later()
        if early:
            return found + self._early(early)
        return found + self._finals([*finals, *([later] if later else [])])

    def _has_work(self) -> bool:
        if self._overflow:
            return True
        return self._keeper.due and bool(len(self._pending) or self._pending.early)

    def _among(self, targets: Collection[str] | None) -> tuple[str, ...]:
        """These of all languages on offer, in their order; all that are on for None."""
        return self._targets if targets is None else tuple(t for t in self._offered if t in targets)

    def _finals(self, finals: Sequence[Spoken]) -> list[Output]:
        if not finals:
            return []
        jobs = [self._job(spoken, self._wanted(spoken)) for spoken in finals]
        try:
            results = self._translate(jobs)
        except Exception as error:  # noqa: BLE001 - as above
            return self._blame(finals, error)
        outputs = []
        with self._changed:
            self._late = self._clock() - finals[0].since > LATE_S
            for spoken, translations in zip(finals, results, strict=True):
                if self._memory.finish(spoken, _raws(translations)):
                    outputs += [_output(spoken.line, t, final=True) for t in translations.values()]
        return outputs

    def _early(self, spoken: Spoken) -> list[Output]:
        targets = tuple(t for t in self._wanted(spoken) if clauses.may_be_early(spoken.lang, t))
        try:
            (translations,) = self._translate([self._job(spoken, targets)])
        except Exception as error:  # noqa: BLE001 - as above
            self._keeper.failed(error)
            return []
        good = {code: t for code, t in translations.items() if not t.refused}
        with self._changed:
            wanted = self._memory.show(spoken, _raws(good))
        return [] if not wanted else [_output(spoken.line, t, final=False) for t in good.values()]

    def _translate(self, jobs: Sequence[Job]) -> list[dict[str, Translation]]:
        interpreter = self._keeper.interpreter
        if interpreter is None:
            raise EngineError("The translation model was closed.")
        interpreter.glossary = self._glossary
        results = interpreter.translate(jobs)
        self._keeper.worked()
        self._memory.troubled = False
        return results

    def _job(self, spoken: Spoken, targets: tuple[str, ...]) -> Job:
        with self._changed:
            context, shown = self._memory.context(), self._memory.shown(spoken.line)
        return Job(text=spoken.text, source=spoken.lang, targets=targets, context=context, shown=shown)

    def _blame(self, finals: Sequence[Spoken], error: Exception) -> list[Output]:
        """Keep the lines for later, and go on one at a time, so that a line that kills the model is found."""
        self._keeper.failed(error)
        counted = [replace(s, failures=s.failures + (len(finals) == 1)) for s in finals]
        hopeless = [s for s in counted if s.failures >= MAX_FAILURES]
        with self._changed:
            self._memory.troubled = True
            self._pending.put_back([s for s in counted if s.failures < MAX_FAILURES])
        return [output for s in hopeless for output in self._untranslated(s, "the model failed over it")]

    def _untranslated(self, spoken: Spoken, why: str) -> list[Output]:
        return [
            Output(
                line=spoken.line,
                lang=code,
                text=spoken.text,
                final=True,
                refused="" if code == spoken.lang else why,
            )
            for code in self._wanted(spoken)
        ]

    def _wanted(self, spoken: Spoken) -> tuple[str, ...]:
        """The languages that a line lacks and that are on."""
        return tuple(code for code in spoken.targets if code in self._targets)


def _output(line: int, translation: Translation, *, final: bool) -> Output:
    refused = str(translation.refused or "")
    return Output(line=line, lang=translation.lang, text=translation.text, final=final, refused=refused)


def _raws(translations: Mapping[str, Translation]) -> dict[str, str]:
    return {base(code): t.raw for code, t in translations.items() if t.raw}
