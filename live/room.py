"""One room: wires the sound, the recogniser, the lines, the log and the hub."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate, ParamSpec

import numpy as np

from live.audio.source import Source
from live.events import RATE_HZ, Chunk, Gap, Line, Recognition, StateChange
from live.log import read
from live.pace import Pace
from live.recognise.recogniser import Recogniser
from live.recognise.speech import SpeechModel
from live.session import Session
from live.status import Problem, RoomStatus
from live.transcript import FORMATS

STEP_S = 0.4
"""Sound between two steps of the recogniser; more when the machine is slow."""
WAITING_CHUNKS = 64
"""Sound that waits for the recogniser, two seconds of a microphone's chunks. When it is full the source
waits: a file pauses; a microphone's own queue of 30 s takes over and marks what it has to drop."""
RETRY_S = 5.0
"""Pause before a speech model that failed is tried again."""

logger = logging.getLogger(__name__)
P = ParamSpec("P")


class Room:
    """The captions of one room, from its source to its hub."""

    def __init__(
        self, session: Session, source: Source, speech: SpeechModel, *, terms: tuple[str, ...] = ()
    ) -> None:
        self.hub = session.hub
        self._log = session.log
        self._lines = session.lines
        self._source = source
        self._speech = speech
        self._terms = terms
        self._heard_s = session.start_s
        self._recogniser = self._new_recogniser()
        self._waiting: asyncio.Queue[Chunk | Gap | None] = asyncio.Queue(WAITING_CHUNKS)
        self._pace = Pace()
        self._failure: Problem | None = None

    async def run(self) -> None:
        """Caption the source until it ends; then every word is out and the session has ended."""
        self.announce(StateChange(state="live"))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._hear(), name=f"hear {self.hub.room}")
            tasks.create_task(self._recognise(), name=f"recognise {self.hub.room}")
        self._show(self._lines.end(self._heard_s))
        self.announce(StateChange(state="ended"))
        self._log.close()

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
        problems = (self._failure, self._source.problem, self._log.problem, self._speech.problem)
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
            problems=tuple(problem for problem in problems if problem is not None),
        )

    def transcript(self, format: str, lang: str | None) -> str:
        """Return what was said so far as `srt`, `vtt`, `txt` or `json`, without `lang` as it was spoken."""
        return FORMATS[format](read(self._log.path).transcript(lang))

    async def _hear(self) -> None:
        async for event in self._source.chunks():
            self._heard_s = event.end_s
            await self._waiting.put(event)
        await self._waiting.put(None)

    async def _recognise(self) -> None:
        """Step through the sound until it ends; a gap closes the utterance before it."""
        ended = False
        while not ended:
            chunks, gap, ended = await self._next()
            if chunks:
                samples = np.concatenate([chunk.samples for chunk in chunks])
                await self._work(len(samples) / RATE_HZ, Recogniser.step, samples)
            if gap is not None:
                self._log.gap(gap)
                await self._work(0.0, Recogniser.skip_to, gap.end_s)
        await self._work(0.0, Recogniser.finish)

    async def _next(self) -> tuple[list[Chunk], Gap | None, bool]:
        """Wait for the sound of a step, and take all that waits: up to a gap, or to the end."""
        chunks: list[Chunk] = []
        heard_s = 0.0
        while heard_s < STEP_S or not self._waiting.empty():
            event = await self._waiting.get()
            if not isinstance(event, Chunk):
                return chunks, event, event is None
            chunks.append(event)
            heard_s += event.end_s - event.start_s
        return chunks, None, False

    async def _work(
        self,
        heard_s: float,
        call: Callable[Concatenate[Recogniser, P], list[Recognition]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Have the recogniser do something in the model's thread, and show what it found."""
        try:
            found, busy_s = await self._speech.run(call, self._recogniser, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever a model or a driver fails with, captions go on
            await self._recover(error)
            return
        self._failure = None
        self._pace.stepped(self._heard_s, heard_s, busy_s)
        for recognition in found:
            self._pace.committed(self._heard_s, [word.end_s for word in recognition.committed])
            self._show(self._lines.feed(replace(recognition, audio_s=self._heard_s)))

    async def _recover(self, error: Exception) -> None:
        """Start again after the model failed: with a fresh one, on the CPU if a GPU was used."""
        logger.error("recognition failed in room %s: %s", self.hub.room, error)
        self._failure = Problem(
            code="recognition_failed",
            message=f"The speech model failed ({str(error).splitlines()[0]}); it is being started again.",
            stops_captions=True,
        )
        self._show(self._lines.end(self._heard_s))
        if not await self._speech.restart():
            await asyncio.sleep(RETRY_S)
        self._recogniser = self._new_recogniser()

    def _new_recogniser(self) -> Recogniser:
        return Recogniser(
            self._speech.engine, self.hub.languages.source, terms=self._terms, start_s=self._heard_s
        )

    def _show(self, lines: list[Line]) -> None:
        """Log first, so that nothing is ever shown that a crash could lose."""
        for line in lines:
            self._log.append(line, self.hub.seq + 1)
            self.hub.publish(line)
            self._pace.lines += line.final and bool(line.text)
