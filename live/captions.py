"""A room's lines on their way out: as the operator wants them, held back while he does, logged and shown."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from live.archive.session import Session
from live.errors import CommandError
from live.events import Line, Retraction, StateChange
from live.gate import Gate
from live.hub import RECENT_LINES
from live.serving.protocol import Languages
from live.settings import RoomSettings
from live.text.mask import Mask
from live.text.spelling import Spelling
from live.translation import Translation

KEPT_LINES = 20_000
"""Lines, times languages, that can be corrected: the oldest are forgotten first. A long day has fewer."""

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Correction:
    """An operator's correction of a line that more words may come to."""

    heard: str
    """Its committed text as it was recognised."""
    text: str


class Captions:
    """What was said in a room, and who may see it when. `heard_s` tells the session's time."""

    def __init__(
        self,
        session: Session,
        *,
        heard_s: Callable[[], float],
        translation: Translation | None = None,
        spelling: Spelling | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.hub = session.hub
        self.settings = session.settings
        self._log = session.log
        self._heard_s = heard_s
        self._translation = translation
        self._spelling = spelling or Spelling()
        self._clock = clock
        self.offered = session.hub.languages
        """All that the room can have, those included that are switched off."""
        self._away = False
        """The translator is away."""
        self._gate = Gate(self.settings.delay_s, held=self.settings.held)
        self._mask = Mask(self.settings.mask_words)
        self._known: OrderedDict[Key, Line] = OrderedDict()
        """The newest revision of each line and language, unmasked."""
        self._spoken: dict[int, str] = {}
        self._heard: dict[int, str] = {}
        """Committed text of the lines that are open, as it was recognised."""
        self._corrections: dict[int, _Correction] = {}
        self._retracted: set[int] = set()
        self._changed = asyncio.Event()
        """Something waits, or the waiting has other rules."""
        for line in session.shown:
            self._remember(line)
        self._offer_languages()

    @property
    def waiting(self) -> list[Line]:
        """What nobody has seen yet, as it will be shown."""
        return self._gate.lines

    def is_spoken(self, line: Line) -> bool:
        """Whether it is in the language in which it was said."""
        return line.lang == self._spoken.get(line.id)

    def show(self, lines: Iterable[Line]) -> None:
        """Take revisions of spoken lines."""
        for line in lines:
            if line.id not in self._retracted:
                written = self._written(line)
                self._remember(written)
                self._gate.put(self._masked(written), self._clock())
                self._translate(written)
        self._pass()
        self._log_waiting()

    def show_translation(self, line: Line) -> None:
        """Take a revision of a translated line; it goes out with the line that it translates."""
        if line.id in self._retracted or line.lang in self.settings.languages_off:
            return
        before = self._known.get((line.id, line.lang))
        revised = replace(line, rev=_next_rev(line, before))
        self._remember(revised)
        self._gate.put(self._masked(revised), self._clock(), follows=True)
        self._pass()

    def set_away(self, away: bool) -> None:
        """Have the screens say whether the translator is away."""
        self._away = away
        self._offer_languages()

    def announce(self, change: StateChange) -> None:
        """Change the room's state, in the log and on the screens."""
        self._log.state(change, self.hub.seq + 1, self._heard_s())
        self.hub.publish_state(change)

    def edit(self, id: int, text: str, *, was: str = "", lang: str = "") -> Line:
        """Correct a line; what was said since it read `was` stays. Raises CommandError."""
        before = self._line(id, lang)
        shown = self._masked(before).text
        if not shown.startswith(was):
            raise CommandError(
                f"Line {id} reads otherwise by now: '{shown}'. Look at it again.", code="line_changed"
            )
        whole = text + (before.text[len(was) :] if was else "")
        line = replace(
            before, rev=before.rev + 1, text=whole, corrected=True, untranslated="", word_ends_s=()
        )
        if id in self._heard and line.lang == self._spoken[id]:
            self._corrections[id] = _Correction(self._heard[id], whole)
        self._remember(line)
        if not self._gate.amend(self._masked(line)):
            self._publish(self._masked(line))
        if line.lang == self._spoken[id]:
            self._gate.drop_translations(id, line.lang)
            self._translate(line)
        return line

    def check_known(self, ids: Iterable[int]) -> None:
        """Raises CommandError when there is no such line."""
        for id in ids:
            self._line(id, "")

    def retract(self, ids: Collection[int]) -> None:
        """Take lines back, from the screens at once and from readers of the log; `erase` does the rest."""
        self._retracted.update(ids)
        self._gate.drop(ids)
        self._changed.set()
        if self._translation is not None:
            self._translation.retract(ids)
        for key in [key for key in self._known if key[0] in self._retracted]:
            del self._known[key]
        for known in (self._spoken, self._heard, self._corrections):
            for id in ids:
                known.pop(id, None)
        retraction = Retraction(ids=tuple(sorted(ids)))
        self._log.retract(retraction, self.hub.seq + 1)
        self.hub.retract(retraction)

    async def erase(self, ids: Collection[int]) -> None:
        """Take the words of lines out of the log for good. Raises LogError."""
        await asyncio.to_thread(self._log.erase, ids)

    async def drop_waiting(self) -> None:
        """Have nothing of what waits kept. Raises LogError."""
        await asyncio.to_thread(self._log.drop_waiting, {line.id for line in self.waiting})

    async def keep_corrected(self, id: int) -> None:
        """Have nothing kept of what a line read that was corrected before anyone saw it. Raises LogError."""
        if any(line.id == id for line in self.waiting):
            await asyncio.to_thread(self._log.drop_waiting, {id})
            self._log_waiting()

    def unseen_or_since(self, since_s: float) -> set[int]:
        """The lines that nobody has seen yet, or in which something was said after a time."""
        unseen = {line.id for line in self._gate.lines}
        return unseen | {id for id, lang in self._spoken.items() if self._known[id, lang].end_s > since_s}

    def set(self, settings: RoomSettings) -> None:
        """Go on as an operator wants it."""
        back = {*self.settings.languages_off} - {*settings.languages_off}
        self.settings = settings
        self._log.settings(settings)
        self._gate.set(settings.delay_s, held=settings.held)
        self._mask = Mask(settings.mask_words)
        self._offer_languages()
        self._fill_in(back)
        self._pass()

    async def run(self) -> None:
        """Let out what has waited long enough, until cancelled."""
        while True:
            await self._let_out_next(self._gate.next_due())

    async def drain(self, hold_s: float) -> None:
        """Do so until nothing waits any more; a moderator who holds has `hold_s` to release it."""
        until = self._clock() + hold_s
        while len(self._gate):
            due = self._gate.next_due()
            if due is None and self._clock() >= until:
                return
            await self._let_out_next(until if due is None else due)

    async def _let_out_next(self, at: float | None) -> None:
        """Let out what may go at a moment, or when something changes before."""
        with suppress(TimeoutError):
            async with asyncio.timeout(None if at is None else max(0.0, at - self._clock())):
                await self._changed.wait()
        self._changed.clear()
        self._let_out()

    def _pass(self) -> None:
        """Let out what need not wait, and have `run` look at what must."""
        self._let_out()
        self._changed.set()

    def _let_out(self) -> None:
        for line in self._gate.take(self._clock()):
            self._publish(line)

    def _publish(self, line: Line) -> None:
        """Log first, so that nothing is ever shown that a crash could lose."""
        self._log.append(line, self.hub.seq + 1)
        self.hub.publish(line)

    def _log_waiting(self) -> None:
        """Log what is said and waits; its translations can be made again."""
        for line in self._gate.lines:
            if self.is_spoken(line):
                self._log.wait(line)

    def _translate(self, line: Line) -> None:
        if self._translation is None:
            return
        self._translation.offer(self._translatable(line), self.hub.languages.target)

    def _translatable(self, line: Line) -> Line:
        text = self._mask.without(line.text, line.lang) if self.settings.masked else line.text
        return replace(line, text=text)

    def _fill_in(self, languages: Collection[str]) -> None:
        """Have what a new screen would show translated into languages that are on again."""
        if self._translation is None or not languages:
            return
        for id, lang in list(self._spoken.items())[-RECENT_LINES:]:
            line = self._known[id, lang]
            lacking = {code for code in languages if (id, code) not in self._known}
            if line.final and line.text and lacking:
                self._translation.fill_in(self._translatable(line), lacking)

    def _written(self, line: Line) -> Line:
        """A revision as it was meant: spelt, corrected, and by whom it was said."""
        before = self._known.get((line.id, line.lang))
        self._heard[line.id] = line.text
        text = self._corrected(line)
        speaker = line.speaker or (before.speaker if before else self.settings.speaker or None)
        written = replace(
            line,
            rev=_next_rev(line, before),
            text=text,
            interim=self._spelling.spelt(line.interim, line.lang),
            speaker=speaker,
            corrected=before is not None and (before.corrected or not text.startswith(before.text)),
            word_ends_s=line.word_ends_s if text == line.text else (),
        )
        if line.final:
            del self._heard[line.id]
            self._corrections.pop(line.id, None)
        return written

    def _corrected(self, line: Line) -> str:
        correction = self._corrections.get(line.id)
        if correction is None or not line.text.startswith(correction.heard):
            return self._spelling.spelt(line.text, line.lang)
        return correction.text + self._spelling.spelt(line.text[len(correction.heard) :], line.lang)

    def _masked(self, line: Line) -> Line:
        if not self.settings.masked:
            return line
        masked = self._mask.masked
        return replace(line, text=masked(line.text, line.lang), interim=masked(line.interim, line.lang))

    def _line(self, id: int, lang: str) -> Line:
        line = self._known.get((id, lang or self._spoken.get(id, "")))
        if line is None:
            last = max(self._spoken, default=None)
            known = "Nothing was said yet." if last is None else f"The last one is {last}."
            raise CommandError(
                f"There is no line {id}{f' in {lang}' if lang else ''}. {known}", code="no_such_line"
            )
        return line

    def _remember(self, line: Line) -> None:
        self._known[line.id, line.lang] = line
        self._spoken.setdefault(line.id, line.lang)
        if len(self._known) > KEPT_LINES:
            (oldest, _), _ = self._known.popitem(last=False)
            self._spoken.pop(oldest, None)

    def _offer_languages(self) -> None:
        off = self.settings.languages_off
        target = tuple(code for code in self.offered.target if code not in off)
        self.hub.offer(Languages(source=self.offered.source, target=target, away=self._away))
        if self._translation is not None:
            self._translation.set_languages(target)


def _next_rev(line: Line, before: Line | None) -> int:
    return line.rev if before is None else max(line.rev, before.rev + 1)
