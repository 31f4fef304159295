"""A room's lines in other languages: hands lines to the translator, shows what comes back.

The translator is waited for in a thread of its own.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count

from live.events import Line
from live.status import Problem
from translate.errors import GlossaryError
from translate.glossary_file import GlossaryFile
from translate.service import Output, Service

WAIT_S = 0.5
"""How long the thread sleeps at most before it looks at the glossary, at the model and at the end."""
NEXT_LINE_S, RETURN_S = 60.0, 10.0
"""How long the end of a session waits for its next translation, and for a translator that is away."""

Show = Callable[[Line], None]
Tell = Callable[[bool], None]


@dataclass(slots=True)
class _Waiting:
    """A line that some languages lack."""

    source: Line
    """Its newest revision."""
    languages: set[str]


class Translation:
    """Translates one room. Its methods are called from the event loop."""

    def __init__(
        self,
        service: Service,
        targets: Sequence[str],
        *,
        glossary: GlossaryFile | None = None,
        first_rev: int = 1,
        next_line_s: float = NEXT_LINE_S,
        return_s: float = RETURN_S,
    ) -> None:
        self._service = service
        self._targets = tuple(targets)
        self._glossary = glossary
        self._first_rev = first_rev
        self._patience_s = {False: next_line_s, True: return_s}
        """How long `drain` waits for the next line, by whether the translator is away."""
        self._glossary_problem: Problem | None = None
        self._waiting: dict[int, _Waiting] = {}
        """By what the service knows a line by: its id, or a number of its own since it was corrected."""
        self._corrected: dict[int, int] = {}
        self._numbers = count(-1, -1)
        self._came = asyncio.Event()
        """Set by every translation."""
        self._revisions: dict[tuple[int, str], int] = {}
        """The last revision of every translated line: a later correction must count on."""
        self._executor = ThreadPoolExecutor(1, "translation")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps lines from being translated, and what to do."""
        reason = self._absence
        away = Problem(
            code="translation_unavailable",
            message=f"Translation is away: {reason.rstrip('.')}. Captions go on;"
            " the lines it misses are filled in when it is back.",
        )
        found = (away if reason else None, self._glossary_problem)
        return tuple(problem for problem in found if problem is not None)

    def offer(self, line: Line, languages: Collection[str] | None = None) -> None:
        """Take a revision of a spoken line: its beginning early, all of it when it is final.

        `languages`: those that lack it, where not all do.
        """
        wanted = set(self._targets if languages is None else languages) - {line.lang}
        if not line.text or not wanted:
            return
        if line.corrected and line.final:
            # Whatever still comes of what it read before would be taken for the answer.
            self.retract([line.id])
            self._corrected[line.id] = next(self._numbers)
        number = self._corrected.get(line.id, line.id)
        self._waiting[number] = _Waiting(line, wanted)
        if line.final:
            self._service.final(number, line.text, line.lang, wanted)
        else:
            self._service.early(number, line.text, line.lang)

    def fill_in(self, line: Line, languages: Collection[str]) -> None:
        """Take a final line that was said while some languages were off: it comes when nothing else waits."""
        number = self._corrected.get(line.id, line.id)
        waiting = self._waiting.setdefault(number, _Waiting(line, set()))
        waiting.languages.update(languages)
        self._service.later(number, line.text, line.lang, languages)

    def set_languages(self, languages: Collection[str]) -> None:
        """Translate only into these from now on, also what waits."""
        self._service.set_targets(languages)
        for number, waiting in list(self._waiting.items()):
            waiting.languages.intersection_update(languages)
            if not waiting.languages:
                del self._waiting[number]

    def retract(self, ids: Collection[int]) -> None:
        """Forget lines that were taken back: nothing of them comes out any more."""
        numbers = [self._corrected.pop(id, id) for id in ids]
        for number in numbers:
            self._waiting.pop(number, None)
        self._service.retract(numbers)

    @property
    def sheds_early(self) -> bool:
        """Whether early translations are left out for now."""
        return self._service.health().sheds_early

    def shed(self, behind: bool) -> None:
        """Leave out early translations while the machine is behind."""
        self._service.shed_early(behind)

    async def run(self, show: Show, tell: Tell = lambda _: None) -> None:
        """Translate until cancelled, then free the model.

        In the event loop, `show` gets the lines, and `tell` whether the translator is away, whenever that
        has changed.
        """
        loop = asyncio.get_running_loop()
        away = False
        try:
            while True:
                for output in await loop.run_in_executor(self._executor, self._work):
                    self._take(output, show)
                if away != bool(self._absence):
                    away = not away
                    tell(away)
        finally:
            self._service.close()
            self._executor.shutdown(wait=False, cancel_futures=True)

    async def drain(self) -> None:
        """Wait for the last translations, as long as they come."""
        clock = asyncio.get_running_loop().time
        last = clock()
        while self._waiting and clock() - last <= self._patience_s[bool(self._absence)]:
            with suppress(TimeoutError):
                async with asyncio.timeout(WAIT_S):
                    await self._came.wait()
                last = clock()
            self._came.clear()

    def give_up(self, show: Show) -> None:
        """Show the lines that are still waiting as they were said, marked: none is missing."""
        for number, waiting in list(self._waiting.items()):
            text = waiting.source.text
            for lang in sorted(waiting.languages):
                self._take(Output(line=number, lang=lang, text=text, final=True, refused="ended"), show)

    @property
    def _absence(self) -> str:
        """Why the translator is away; empty while it is there, or was not started yet."""
        health = self._service.health()
        return "" if health.available else health.reason

    def _work(self) -> list[Output]:
        """In the thread: one batch, or a short sleep. Opens the model before the first line comes."""
        self._reread_glossary()
        if outputs := self._service.step():
            return outputs
        self._service.wait(WAIT_S)
        return []

    def _reread_glossary(self) -> None:
        if self._glossary is None:
            return
        try:
            if self._glossary.reload():
                self._service.set_glossary(self._glossary.glossary)
                self._glossary_problem = None
        except GlossaryError as error:
            self._glossary_problem = Problem(
                code="glossary_wrong", message=f"{error} The glossary stays as it was."
            )

    def _take(self, output: Output, show: Show) -> None:
        """Show a translation, unless its language has the line already."""
        waiting = self._waiting.get(output.line)
        if waiting is None or output.lang not in waiting.languages:
            return
        show(self._line(waiting.source, output))
        self._came.set()
        if output.final:
            waiting.languages.remove(output.lang)
        if not waiting.languages:
            del self._waiting[output.line]

    def _line(self, source: Line, output: Output) -> Line:
        key = (source.id, output.lang)
        self._revisions[key] = self._revisions.get(key, self._first_rev - 1) + 1
        return replace(
            source,
            rev=self._revisions[key],
            lang=output.lang,
            text=output.text if output.final else "",
            interim="" if output.final else output.text,
            final=output.final,
            untranslated=source.lang if output.refused else "",
            word_ends_s=(),
        )
