"""One room: wires the sound, the recogniser, the lines, the log and the hub."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, Protocol

import numpy as np

from live.audio.source import Source
from live.errors import first_line
from live.events import RATE_HZ, Chunk, Gap, Line, Recognition, StateChange, Word
from live.log import read
from live.pace import Pace
from live.recording import Recording
from live.session import Session
from live.speech import Recogniser, Speech
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
        translation: Translation | None = None,
        recording: Recording | None = None,
    ) -> None:
        self.hub = session.hub
        self.recording = recording
        self.readers: list[Reader] = []
        """Those that read the hub besides the screens."""
        self._log = session.log
        self._lines = session.lines
        self._source = source
        self._speech = speech
        self._terms = terms
        self._translation = translation
        self._untranslated = session.untranslated
        self._said_until_s = session.said_until_s
        self._heard_s = session.start_s
        self._taken_s = session.start_s
        """The end of the sound that the recogniser was given."""
        self._recogniser = self._new_recogniser()
        self._waiting: asyncio.Queue[Chunk | Gap | None] = asyncio.Queue(WAITING_CHUNKS)
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
        self.announce(StateChange(state="live"))
        async with self._translating():
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._hear(), name=f"hear {self.hub.room}")
                    tasks.create_task(self._recognise(), name=f"recognise {self.hub.room}")
            except ExceptionGroup as failures:
                self._broken = failures.exceptions[0]
            self._show(self._lines.end(self._heard_s))
        if self._broken is None:
            self.announce(StateChange(state="ended"))
        self._log.close()
        if self.recording is not None:
            await asyncio.to_thread(self.recording.close)
        if self._broken is not None:
            raise self._broken

    async def stop(self) -> None:
        """End the sound; `run` then finishes by itself."""
        await self._source.aclose()

    def announce(self, change: StateChange) -> None:
        """Change the room's state, in the log and on the screens."""
        self._log.state(change, self.hub.seq + 1, self._heard_s)
        self.hub.publish_state(change)

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
                await self._waiting.put(event)
        except Exception as error:  # noqa: BLE001 - whatever it was, what was heard is recognised first
            self._broken = error
        await self._waiting.put(None)

    async def _recognise(self) -> None:
        """Step through the sound until it ends; a gap closes the utterance before it."""
        ended = False
        while not ended:
            chunks, gap, ended = await self._next()
            if chunks:
                samples = np.concatenate([chunk.samples for chunk in chunks])
                await self._work(len(samples) / RATE_HZ, self._recogniser.step, samples)
            if gap is not None:
                self._log.gap(gap)
                await self._work(0.0, self._recogniser.skip_to, gap.end_s)
        await self._work(0.0, self._recogniser.finish)

    async def _next(self) -> tuple[list[Chunk], Gap | None, bool]:
        """Wait for the sound of a step, and take all that waits: up to a gap, or to the end."""
        chunks: list[Chunk] = []
        heard_s = 0.0
        while heard_s < STEP_S or not (heard_s >= LONGEST_STEP_S or self._waiting.empty()):
            event = await self._waiting.get()
            if event is None:
                return chunks, None, True
            self._taken_s = event.end_s
            if isinstance(event, Gap):
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
        self._show(self._lines.end(self._heard_s))
        if not await self._speech.restart():
            await asyncio.sleep(RETRY_S)
        self._recogniser = self._new_recogniser()

    def _new_recogniser(self) -> Recogniser:
        return self._speech.recogniser(self.hub.languages.source, terms=self._terms, start_s=self._taken_s)

    def _show(self, lines: list[Line]) -> None:
        for line in lines:
            self._publish(line)
            self._pace.lines += line.final and bool(line.text)
            if self._translation is not None:
                self._translation.offer(line)

    def _publish(self, line: Line) -> None:
        """Log first, so that nothing is ever shown that a crash could lose."""
        self._log.append(line, self.hub.seq + 1)
        self.hub.publish(line)

    @asynccontextmanager
    async def _translating(self) -> AsyncIterator[None]:
        """Translate while the block runs, and what it leaves behind."""
        if self._translation is None:
            yield
            return
        for line, languages in self._untranslated:
            self._translation.offer(line, languages)
        task = asyncio.create_task(self._translation.run(self._publish), name=f"translate {self.hub.room}")
        try:
            yield
            await self._translation.drain()
            if self._broken is None:
                self._translation.give_up(self._publish)
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
