"""One room: wires the sound, the recogniser, the lines, the log and the hub."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from live.archive.log import read
from live.archive.recording import Recording
from live.archive.session import Session
from live.archive.transcript import FORMATS
from live.audio.source import Source
from live.captions import Captions
from live.config import TalkConfig
from live.errors import CommandError
from live.events import Chunk, Gap, Line, Recognition, StateChange
from live.hearing import Hearing
from live.languages import canonical
from live.room_problems import broken_off, held_at_end, never_released
from live.speech import Recogniser, Speech
from live.status import Problem, RoomStatus
from live.text.said import Said
from live.text.spelling import Spelling
from live.translation import Translation

HOLD_AT_END_S = 60.0
"""How long a moderator has, when all is said, to release what is held."""
EARLY_TRANSLATIONS = "early translations"


class Reader(Protocol):
    """Something that reads a room's hub besides the screens."""

    @property
    def problem(self) -> Problem | None:
        """What keeps it from going on."""


class Room:
    """The captions of one room, from its source to its hub."""

    def __init__(
        self,
        session: Session,
        source: Source,
        speech: Speech,
        *,
        terms: tuple[str, ...] = (),
        programme: tuple[TalkConfig, ...] = (),
        spelling: Spelling | None = None,
        translation: Translation | None = None,
        recording: Recording | None = None,
        hold_at_end_s: float = HOLD_AT_END_S,
    ) -> None:
        self.hub = session.hub
        self.recording = recording
        self.readers: list[Reader] = []
        """Those that read the hub besides the screens."""
        self._log = session.log
        self._lines = session.lines
        self._said = Said(session.lines)
        self._source = source
        self._speech = speech
        self._terms = terms
        self.programme = programme
        self.spelling = spelling or Spelling()
        self._translation = translation
        self._state = session.state
        self._untranslated = session.untranslated
        self._waiting = session.waiting
        self._off_record_from_s: float | None = None
        self._hold_at_end_s = hold_at_end_s
        self._unreleased: Problem | None = None
        """What became of lines that were held at the end."""
        self.captions = Captions(
            session, heard_s=lambda: self._hearing.heard_s, translation=translation, spelling=self.spelling
        )
        self._preferred: tuple[str, ...] = ()
        self._hearing = Hearing(
            source,
            speech,
            self,
            self._open_recogniser,
            start_s=session.start_s,
            said_until_s=session.said_until_s,
        )

    @property
    def log_path(self) -> Path:
        """Where the session is logged."""
        return self._log.path

    async def run(self) -> None:
        """Caption the source until it ends; then every word is out and the session has ended.

        Raises what ended it otherwise; the session is then still open, and goes on after a restart.
        """
        self.captions.announce(self._state)
        if self._state.state == "off_record":
            self._stay_off_record_from(self._hearing.heard_s)
        self.captions.show(self._waiting)
        letting_out = asyncio.create_task(self.captions.run(), name=f"let out {self.hub.room}")
        async with self._translating():
            await self._hearing.run(self.hub.room)
            self._end_lines()
        letting_out.cancel()
        await self._release_last()
        if self._hearing.broken is None:
            self.captions.announce(StateChange(state="ended"))
        if self.recording is not None:
            await asyncio.to_thread(self.recording.close)
        if self._hearing.broken is not None:
            raise self._hearing.broken

    async def _release_last(self) -> None:
        """Let out what waits. What a moderator holds waits for the release, and then goes, unseen."""
        if self.captions.settings.held and self.captions.waiting:
            self._unreleased = held_at_end(len(self.captions.waiting), self._hold_at_end_s)
        await self.captions.drain(self._hold_at_end_s)
        left = len(self.captions.waiting)
        self._unreleased = never_released(left) if left else None
        if left:
            await self.captions.drop_waiting()

    async def stop(self) -> None:
        """End the sound; `run` then finishes by itself."""
        await self._source.aclose()

    def close(self) -> None:
        """Close the log. Until then it may be corrected, and catches up with a disk that was full."""
        self._log.close()

    def start(self) -> None:
        """Caption what is said from now on."""
        if self.hub.state == "off_record":
            self._hearing.go_on()
            if self.recording is not None and self._off_record_from_s is not None:
                self.recording.erase(self._off_record_from_s, self._hearing.heard_s)
            self._off_record_from_s = None
        self.captions.announce(StateChange(state="live"))

    def pause(self, *, message: str = "", notice: str = "") -> None:
        """Caption nothing from now on, and say why. Raises CommandError."""
        if self.hub.state == "off_record":
            raise CommandError(
                "The room is off the record: end that first, then pause.", code="still_off_record"
            )
        self.captions.announce(StateChange(state="paused", message=message, notice=notice))

    async def go_off_record(self, back_s: float = 0.0) -> None:
        """Caption nothing, and erase what is being said, what nobody has seen, and the last `back_s`.

        Raises LogError when the words cannot be taken out of the log; they are off every screen then.
        """
        since_s = max(0.0, self._hearing.heard_s - back_s)
        gone = self._open_ids | self.captions.unseen_or_since(since_s)
        self._lines.end(self._hearing.heard_s)
        self._said.end(self._hearing.heard_s)
        self._hearing.forget()
        self.captions.announce(StateChange(state="off_record"))
        self._stay_off_record_from(since_s)
        if gone:
            self.captions.retract(gone)
            await self.captions.erase(gone)

    async def retract(self, ids: Collection[int]) -> None:
        """Take lines back, for good. Raises CommandError for one that is not there, LogError as above."""
        self.captions.check_known(ids)
        if self._lines.open_ids & set(ids):
            self.captions.show(self._lines.end(self._hearing.heard_s))
        self.captions.show(self._said.close(frozenset(ids), self._hearing.heard_s))
        self.captions.retract(ids)
        await self.captions.erase(ids)

    def say(self, id: str, text: str, interim: str, *, final: bool, speaker: str, lang: str) -> None:
        """Take what another speaker says, as a text; see `live.text.said`. Raises CommandError."""
        if self.hub.state != "live":
            raise CommandError(
                f"The room is not live but {self.hub.state}: nothing can be said in it.", code="not_live"
            )
        code = canonical(lang, self.hub.languages.codes) if lang else self.hub.languages.source[0]
        self._show(
            self._said.say(
                id, text, interim, final=final, speaker=speaker, lang=code, audio_s=self._hearing.heard_s
            )
        )

    def prefer(self, terms: tuple[str, ...]) -> None:
        """Have recognition prefer these names and terms besides the room's own, from the next pause on."""
        self._preferred = terms
        self.renew_terms()

    def renew_terms(self) -> None:
        """Have recognition know the glossary's terms as they are now, from the next pause on."""
        self._hearing.renew()

    def _stay_off_record_from(self, since_s: float) -> None:
        before_s, now_s = self._off_record_from_s, self._hearing.heard_s
        if before_s is not None and before_s <= since_s:
            return
        self._off_record_from_s = since_s
        if self.recording is not None:
            if before_s is not None:
                self.recording.erase(before_s, now_s)
            self.recording.erase(since_s)

    @property
    def _open_ids(self) -> set[int]:
        return {*self._lines.open_ids, *self._said.open_ids}

    @property
    def listening(self) -> bool:
        """Whether what is heard is captioned."""
        return self.hub.state == "live" and not self.captions.settings.ignoring_sound

    def status(self) -> RoomStatus:
        """How the room is doing now; the server adds the screens."""
        level = self._source.level
        problems = (
            None if self._hearing.broken is None else broken_off(self._hearing.broken),
            self._unreleased,
            self._hearing.failure,
            self._source.problem,
            self._log.problem,
            self.recording.problem if self.recording else None,
            *(reader.problem for reader in self.readers),
            self._speech.problem,
            *(self._translation.problems if self._translation else ()),
        )
        return RoomStatus(
            room=self.hub.room,
            session=self.hub.session,
            state=self.hub.state,
            source=self._source.name,
            audio_s=self._hearing.heard_s,
            level_dbfs=level.rms_dbfs,
            peak_dbfs=level.peak_dbfs,
            clipping=level.clipping,
            speaking=self._hearing.speaking,
            delay_s=self._hearing.pace.delay_s,
            speed=self._hearing.pace.speed,
            model=self._speech.name,
            device=self._speech.device,
            languages=self.hub.languages.codes,
            words=self._hearing.pace.words,
            lines=self._hearing.pace.lines,
            shedding=(EARLY_TRANSLATIONS,) if self._translation and self._translation.sheds_early else (),
            problems=tuple(problem for problem in problems if problem is not None),
        )

    def transcript(self, format: str, lang: str | None) -> str:
        """Return what was said so far as `srt`, `vtt`, `txt` or `json`, without `lang` as it was spoken."""
        return FORMATS[format](read(self._log.path).transcript(lang))

    def take_sound(self, event: Chunk | Gap) -> None:
        """Record what the source gives."""
        if self.recording is not None:
            self.recording.take(event)

    def take_gap(self, gap: Gap) -> None:
        """Note in the log that sound is missing."""
        self._log.gap(gap)

    def take_words(self, recognition: Recognition) -> None:
        """Show what was recognised."""
        if self._translation is not None:
            self._translation.shed(self._hearing.pace.behind)
        self._show(self._lines.feed(recognition))

    def take_failure(self) -> None:
        """Show the lines that are open as they are."""
        self._end_lines()

    def _open_recogniser(self, start_s: float) -> Recogniser:
        languages = self.hub.languages.source
        terms = (*self._preferred, *self._terms, *self.spelling.hotwords(languages[0]))
        return self._speech.recogniser(languages, terms=terms, start_s=start_s)

    def _end_lines(self) -> None:
        self._show(self._lines.end(self._hearing.heard_s) + self._said.end(self._hearing.heard_s))

    def _show(self, lines: list[Line]) -> None:
        self.captions.show(lines)
        self._hearing.pace.lines += sum(line.final and bool(line.text) for line in lines)

    @asynccontextmanager
    async def _translating(self) -> AsyncIterator[None]:
        """Translate while the block runs, and what it leaves behind."""
        if self._translation is None:
            yield
            return
        for line, languages in self._untranslated:
            self._translation.offer(line, languages)
        task = asyncio.create_task(
            self._translation.run(self.captions.show_translation, self.captions.set_away),
            name=f"translate {self.hub.room}",
        )
        try:
            yield
            await self._translation.drain()
            if self._hearing.broken is None:
                self._translation.give_up(self.captions.show_translation)
        finally:
            task.cancel()
            await asyncio.wait({task})
