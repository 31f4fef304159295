"""Translates a room's lines as they come: one worker thread calls `step`, any thread hands in lines."""

import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Condition

from models.errors import FootlightsError
from translate import clauses
from translate.engine import Translator
from translate.errors import EngineError
from translate.glossary import Glossary
from translate.interpreter import Interpreter, Job, Translation
from translate.languages import base
from translate.memory import Memory
from translate.pending import MAX_FINALS, Pending, Spoken

log = logging.getLogger(__name__)

BATCH_LINES = 4
"""Finals translated in one batch when several wait: more would keep the first one waiting."""
FIRST_RETRY_S, LAST_RETRY_S = 2.0, 60.0
"""How long to wait before a failed model is opened anew, doubled each time."""
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

    `open_translator` loads the model, and is called again after it has failed. `final`, `early`, `retract`,
    `set_glossary` and `shed_early` may be called by any thread and return at once; `step` by one.
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
        self._open = open_translator
        self._targets = tuple(targets)
        self._glossary = glossary or Glossary()
        self._clock = clock
        self._changed = Condition()
        self._pending = Pending(max_finals)
        self._overflow: list[Spoken] = []
        self._memory = Memory(context_lines)
        self._shedding = False
        self._late = False
        """Whether the last finals took longer than `LATE_S`."""
        self._interpreter: Interpreter | None = None
        self._reason = ""
        self._retry_at = 0.0
        self._wait_s = FIRST_RETRY_S

    def final(self, line: int, text: str, lang: str) -> None:
        """Hand in a complete line, or an operator's correction of one."""
        with self._changed:
            given_up = self._pending.add_final(Spoken(line, text, lang, since=self._clock()))
            if given_up:
                self._overflow.append(given_up)
            self._changed.notify()

    def early(self, line: int, committed: str, lang: str) -> None:
        """Hand in what is committed of a line: up to its last clause it is translated, if time allows."""
        cut = clauses.settled(committed, lang)
        with self._changed:
            if self._shedding or self._late or not self._memory.is_news(line, committed[:cut]):
                return
            if any(clauses.may_be_early(lang, target) for target in self._targets):
                self._pending.add_early(Spoken(line, committed[:cut].strip(), lang))
                self._changed.notify()

    def retract(self, lines: Collection[int]) -> None:
        """Forget lines that were taken back: nothing of them comes out any more."""
        with self._changed:
            self._pending.discard(lines)
            self._memory.retract(lines)

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

    def health(self) -> Health:
        """How the translation is."""
        with self._changed:
            interpreter = self._interpreter
            refusals = {str(v): n for v, n in interpreter.refusals.items()} if interpreter else {}
            return Health(
                available=interpreter is not None,
                reason="" if interpreter else self._reason,
                waiting=len(self._pending),
                sheds_early=self._shedding or self._late,
                refusals=refusals,
            )

    def wait(self, timeout_s: float) -> bool:
        """Sleep until there is work for `step`, `timeout_s` at most; whether there is."""
        with self._changed:
            return self._changed.wait_for(self._has_work, timeout_s)

    def step(self) -> list[Output]:
        """Translate the next batch of finals, else the newest early work. A failing model raises nothing."""
        with self._changed:
            given_up, self._overflow = self._overflow, []
        outputs = [self._untranslated(spoken, "the queue was full") for spoken in given_up]
        found = [output for line in outputs for output in line]
        if not self._ready():
            return found
        with self._changed:
            finals = self._pending.take_finals(1 if self._memory.troubled else BATCH_LINES)
            early = None if finals else self._pending.take_early()
        if finals:
            return found + self._finals(finals)
        return found + (self._early(early) if early else [])

    def _has_work(self) -> bool:
        if self._overflow:
            return True
        due = self._interpreter is not None or self._clock() >= self._retry_at
        return due and bool(len(self._pending) or self._pending.early)

    def _ready(self) -> bool:
        """Whether there is a model, opening one if it is time."""
        if self._interpreter is None and self._clock() >= self._retry_at:
            try:
                self._interpreter = Interpreter(self._open(), self._glossary)
            except Exception as error:  # noqa: BLE001 - whatever a model fails with, captions go on
                self._failed(error)
        return self._interpreter is not None

    def _failed(self, error: Exception) -> None:
        reason = str(error) if isinstance(error, FootlightsError) else repr(error)
        log.warning("Translation is unavailable for %.0f s: %s", self._wait_s, reason)
        with self._changed:
            self._interpreter = None
            self._reason = reason
            self._retry_at = self._clock() + self._wait_s
            self._wait_s = min(2 * self._wait_s, LAST_RETRY_S)

    def _finals(self, finals: Sequence[Spoken]) -> list[Output]:
        jobs = [self._job(spoken, self._targets) for spoken in finals]
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
        targets = tuple(t for t in self._targets if clauses.may_be_early(spoken.lang, t))
        try:
            (translations,) = self._translate([self._job(spoken, targets)])
        except Exception as error:  # noqa: BLE001 - as above
            self._failed(error)
            return []
        good = {code: t for code, t in translations.items() if not t.refused}
        with self._changed:
            wanted = self._memory.show(spoken, _raws(good))
        return [] if not wanted else [_output(spoken.line, t, final=False) for t in good.values()]

    def _translate(self, jobs: Sequence[Job]) -> list[dict[str, Translation]]:
        if self._interpreter is None:
            raise EngineError("The translation model is not loaded.")
        self._interpreter.glossary = self._glossary
        results = self._interpreter.translate(jobs)
        self._wait_s = FIRST_RETRY_S
        self._memory.troubled = False
        return results

    def _job(self, spoken: Spoken, targets: tuple[str, ...]) -> Job:
        with self._changed:
            context, shown = self._memory.context(), self._memory.shown(spoken.line)
        return Job(text=spoken.text, source=spoken.lang, targets=targets, context=context, shown=shown)

    def _blame(self, finals: Sequence[Spoken], error: Exception) -> list[Output]:
        """Keep the lines for later, and go on one at a time, so that a line that kills the model is found."""
        self._failed(error)
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
            for code in self._targets
        ]


def _output(line: int, translation: Translation, *, final: bool) -> Output:
    refused = str(translation.refused or "")
    return Output(line=line, lang=translation.lang, text=translation.text, final=final, refused=refused)


def _raws(translations: Mapping[str, Translation]) -> dict[str, str]:
    return {base(code): t.raw for code, t in translations.items() if t.raw}
