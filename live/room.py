"""One room: wires the sound, the recogniser, the lines, the log and the hub."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from typing import ParamSpec, Protocol

import numpy as np

from live.audio.source import Source
from live.captions import Captions
from live.config import TalkConfig
from live.errors import CommandError, first_line
from live.events import RATE_HZ, Chunk, Gap, Line, Recognition, StateChange, Word
from live.languages import canonical
from live.log import read
from live.pace import Pace
from live.recording import Recording
from live.said import Said
from live.session import Session
from live.speech import Recogniser, Speech
from live.spelling import Spelling
from live.status import Problem, RoomStatus
from live.transcript import FORMATS
from live.translation import Translation

STEP_S = 0.3
"""Sound between two steps of the recogniser; more when the machine is slow,"""
LONGEST_STEP_S = 2.0
"""but no more than this at once: a step's window must stay well below the 30 s that the model hears."""
WAITING_CHUNKS = 64
"""Sound that waits for the recogniser, two seconds of a microphone's chunks. When it is full the source
waits: a file pauses; a microphone's own queue of 30 s takes over and marks what it has to drop."""
RETRY_S = 5.0
"""Pause before a speech model that failed is tried again."""

EARLY_TRANSLATIONS = "early translations"

P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """Captions stop or go on here."""

    at_s: float
    forget: bool
    """Nothing of what was said before may come any more."""

    @property
    def end_s(self) -> float:
        """Where the sound goes on, as for a gap."""
        return self.at_s


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
        self._said_until_s = session.said_until_s
        self._heard_s = session.start_s
        self._taken_s = session.start_s
        """The end of the sound that the recogniser was given."""
        self._listened, self._forget = True, False
        """Whether the last sound was captioned, and whether the recogniser must forget it."""
        self._off_record_from_s: float | None = None
        self.captions = Captions(
            session, heard_s=lambda: self._heard_s, translation=translation, spelling=self.spelling
        )
        self._preferred: tuple[str, ...] = ()
        self._recogniser = self._new_recogniser()
        self._waiting: asyncio.Queue[Chunk | Gap | _Turn | None] = asyncio.Queue(WAITING_CHUNKS)
        self._pace = Pace()
        self._failure: Problem | None = None
        self._broken: Exception | None = None
        """The failure that ended the room."""

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
            self._stay_off_record_from(self._heard_s)
        letting_out = asyncio.create_task(self.captions.run(), name=f"let out {self.hub.room}")
        async with self._translating():
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._hear(), name=f"hear {self.hub.room}")
                    tasks.create_task(self._recognise(), name=f"recognise {self.hub.room}")
            except ExceptionGroup as failures:
                self._broken = failures.exceptions[0]
            self._end_lines()
        await self.captions.drain()
        letting_out.cancel()
        if self._broken is None:
            self.captions.announce(StateChange(state="ended"))
        self._log.close()
        if self.recording is not None:
            await asyncio.to_thread(self.recording.close)
        if self._broken is not None:
            raise self._broken

    async def stop(self) -> None:
        """End the sound; `run` then finishes by itself."""
        await self._source.aclose()

    def start(self) -> None:
        """Caption what is said from now on."""
        if self.hub.state == "off_record":
            self._said_until_s = self._heard_s
            if self.recording is not None and self._off_record_from_s is not None:
                self.recording.erase(self._off_record_from_s, self._heard_s)
            self._off_record_from_s = None
        self.captions.announce(StateChange(state="live"))

    def _stay_off_record_from(self, since_s: float) -> None:
        if self._off_record_from_s is None or since_s < self._off_record_from_s:
            self._off_record_from_s = since_s
            if self.recording is not None:
                self.recording.erase(since_s)

    def pause(self, *, message: str = "", notice: str = "") -> None:
        """Caption nothing from now on, and say why. Raises CommandError."""
        if self.hub.state == "off_record":
            raise CommandError("The room is off the record: end that first, then pause.")
        self.captions.announce(StateChange(state="paused", message=message, notice=notice))

    async def go_off_record(self, back_s: float = 0.0) -> None:
        """Caption nothing, and erase what is being said, what nobody has seen, and the last `back_s`.

        Raises LogError when the words cannot be taken out of the log; they are off every screen then.
        """
        since_s = max(0.0, self._heard_s - back_s)
        gone = self._open_ids | self.captions.unseen_or_since(since_s)
        self._lines.end(self._heard_s)
        self._said.end(self._heard_s)
        self._said_until_s, self._forget = inf, True
        self.captions.announce(StateChange(state="off_record"))
        self._stay_off_record_from(since_s)
        if gone:
            self.captions.retract(gone)
            await self.captions.erase(gone)

    async def retract(self, ids: Collection[int]) -> None:
        """Take lines back, for good. Raises CommandError for one that is not there, LogError as above."""
        self.captions.check_known(ids)
        if self._lines.open_ids & set(ids):
            self.captions.show(self._lines.end(self._heard_s))
        self.captions.show(self._said.close(frozenset(ids), self._heard_s))
        self.captions.retract(ids)
        await self.captions.erase(ids)

    def say(self, id: str, text: str, interim: str, *, final: bool, speaker: str, lang: str) -> None:
        """Take what another speaker says, as a text; see `live.said`. Raises CommandError."""
        if self.hub.state != "live":
            raise CommandError(f"The room is not live but {self.hub.state}: nothing can be said in it.")
        code = canonical(lang, self.hub.languages.codes) if lang else self.hub.languages.source[0]
        self._show(
            self._said.say(id, text, interim, final=final, speaker=speaker, lang=code, audio_s=self._heard_s)
        )

    def prefer(self, terms: tuple[str, ...]) -> None:
        """Have recognition prefer these names and terms besides the room's own, from the next pause on."""
        self._preferred = terms
        self.renew_terms()

    def renew_terms(self) -> None:
        """Have recognition know the glossary's terms as they are now, from the next pause on."""
        self._renew = True

    @property
    def _open_ids(self) -> set[int]:
        return {*self._lines.open_ids, *self._said.open_ids}

    @property
    def _listening(self) -> bool:
        return self.hub.state == "live" and not self.captions.settings.ignoring_sound

    def status(self) -> RoomStatus:
        """How the room is doing now; the server adds the screens."""
        level = self._source.level
        problems = (
            None if self._broken is None else _broken_off(self._broken),
            self._failure,
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
            audio_s=self._heard_s,
            level_dbfs=level.rms_dbfs,
            peak_dbfs=level.peak_dbfs,
            clipping=level.clipping,
            speaking=self._recogniser.speaking,
            delay_s=self._pace.delay_s,
            speed=self._pace.speed,
            model=self._speech.name,
            device=self._speech.device,
            languages=self.hub.languages.codes,
            words=self._pace.words,
            lines=self._pace.lines,
            shedding=(EARLY_TRANSLATIONS,) if self._translation and self._pace.behind else (),
            problems=tuple(problem for problem in problems if problem is not None),
        )

    def transcript(self, format: str, lang: str | None) -> str:
        """Return what was said so far as `srt`, `vtt`, `txt` or `json`, without `lang` as it was spoken."""
        return FORMATS[format](read(self._log.path).transcript(lang))

    async def _hear(self) -> None:
        """Hand the sound on until it ends or breaks off for good."""
        try:
            async for event in self._source.chunks():
                self._heard_s = event.end_s
                if self.recording is not None:
                    self.recording.take(event)
                await self._turn(event.start_s)
                if self._listening:
                    await self._waiting.put(event)
        except Exception as error:  # noqa: BLE001 - whatever it was, what was heard is recognised first
            self._broken = error
        await self._waiting.put(None)

    async def _turn(self, at_s: float) -> None:
        """Have the recogniser know when captions stop or go on."""
        if self._forget or self._listening != self._listened:
            await self._waiting.put(_Turn(at_s=at_s, forget=self._forget))
            self._listened, self._forget = self._listening, False

    async def _recognise(self) -> None:
        """Step through the sound until it ends; a gap or a turn closes the utterance before it."""
        ended = False
        while not ended:
            chunks, cut, ended = await self._next()
            if chunks:
                samples = np.concatenate([chunk.samples for chunk in chunks])
                await self._work(len(samples) / RATE_HZ, self._recogniser.step, samples)
            if isinstance(cut, _Turn) and cut.forget:
                self._recogniser = self._new_recogniser()
            elif isinstance(cut, _Turn):
                await self._work(0.0, self._recogniser.skip_to, cut.at_s)
            elif cut is not None:
                self._log.gap(cut)
                await self._work(0.0, self._recogniser.skip_to, cut.end_s)
            if self._renew and not self._recogniser.speaking:
                self._recogniser = self._new_recogniser()
        await self._work(0.0, self._recogniser.finish)

    async def _next(self) -> tuple[list[Chunk], Gap | _Turn | None, bool]:
        """Wait for the sound of a step, and take all that waits: up to a gap, a turn or the end."""
        chunks: list[Chunk] = []
        heard_s = 0.0
        while heard_s < STEP_S or not (heard_s >= LONGEST_STEP_S or self._waiting.empty()):
            event = await self._waiting.get()
            if event is None:
                return chunks, None, True
            self._taken_s = event.end_s
            if not isinstance(event, Chunk):
                return chunks, event, False
            chunks.append(event)
            heard_s += event.end_s - event.start_s
        return chunks, None, False

    async def _work(
        self,
        heard_s: float,
        call: Callable[P, list[Recognition]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Have the recogniser do something in the model's thread, and show what it found."""
        try:
            found, busy_s = await self._speech.run(call, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever a model or a driver fails with, captions go on
            await self._recover(error)
            return
        self._failure = None
        self._pace.stepped(self._heard_s, heard_s, busy_s)
        if self._translation is not None:
            self._translation.shed(self._pace.behind)
        for recognition in (self._unsaid(each) for each in found):
            self._pace.committed(self._heard_s, [word.end_s for word in recognition.committed])
            self._show(self._lines.feed(replace(recognition, audio_s=self._heard_s)))

    def _unsaid(self, recognition: Recognition) -> Recognition:
        """Leave out the words that were committed before a restart and are now heard again."""
        return replace(
            recognition,
            committed=_after(recognition.committed, self._said_until_s),
            interim=_after(recognition.interim, self._said_until_s),
        )

    async def _recover(self, error: Exception) -> None:
        """Start again after the model failed: with a fresh one, on the CPU if a GPU was used."""
        self._failure = Problem(
            code="recognition_failed",
            message=f"The speech model failed ({first_line(error)}); it is being started again.",
            stops_captions=True,
        )
        self._end_lines()
        if not await self._speech.restart():
            await asyncio.sleep(RETRY_S)
        self._recogniser = self._new_recogniser()

    def _new_recogniser(self) -> Recogniser:
        self._renew = False
        languages = self.hub.languages.source
        terms = (*self._preferred, *self._terms, *self.spelling.hotwords(languages[0]))
        return self._speech.recogniser(languages, terms=terms, start_s=self._taken_s)

    def _end_lines(self) -> None:
        self._show(self._lines.end(self._heard_s) + self._said.end(self._heard_s))

    def _show(self, lines: list[Line]) -> None:
        self.captions.show(lines)
        self._pace.lines += sum(line.final and bool(line.text) for line in lines)

    @asynccontextmanager
    async def _translating(self) -> AsyncIterator[None]:
        """Translate while the block runs, and what it leaves behind."""
        if self._translation is None:
            yield
            return
        for line, languages in self._untranslated:
            self._translation.offer(line, languages)
        task = asyncio.create_task(
            self._translation.run(self.captions.show_translation), name=f"translate {self.hub.room}"
        )
        try:
            yield
            await self._translation.drain()
            if self._broken is None:
                self._translation.give_up(self.captions.show_translation)
        finally:
            task.cancel()
            await asyncio.wait({task})


def _after(words: tuple[Word, ...], time_s: float) -> tuple[Word, ...]:
    """The words that lie for the greater part after a time; the model's word times are not sharper."""
    return tuple(word for word in words if (word.start_s + word.end_s) / 2 > time_s)


def _broken_off(error: Exception) -> Problem:
    return Problem(
        code="room_failed",
        message=f"Captions broke off: {first_line(error).rstrip('.')}."
        " Start Footlights again with the same command: the session goes on.",
        stops_captions=True,
    )
