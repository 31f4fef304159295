"""A room's hearing: takes its sound, has it recognised step by step, and survives a model that fails."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf
from typing import ParamSpec, Protocol

import numpy as np

from live.audio.source import Source
from live.errors import first_line
from live.events import RATE_HZ, Chunk, Gap, Recognition, Word
from live.pace import Pace
from live.speech import Recogniser, Speech
from live.status import Problem

MOST_AT_ONCE_S = 2.0
"""A slow machine takes more sound than the recogniser asks for, but no more than this at once: a window must
stay well below the 30 s that the model hears."""
WAITING_CHUNKS = 64
"""Sound that waits for the recogniser, two seconds of a microphone's chunks. When it is full the source
waits: a file pauses; a microphone's own queue of 30 s takes over and marks what it has to drop."""
RETRY_S = 5.0
"""Pause before a speech model that failed is tried again."""

P = ParamSpec("P")


class Listener(Protocol):
    """Who wants to know what is heard: the room."""

    @property
    def listening(self) -> bool:
        """Whether what is heard now is to be recognised."""

    def take_sound(self, event: Chunk | Gap) -> None:
        """Take everything that the source gives, recognised or not."""

    def take_gap(self, gap: Gap) -> None:
        """Take note of sound that is missing."""

    def take_words(self, recognition: Recognition) -> None:
        """Take what a step of the recogniser found."""

    def take_failure(self) -> None:
        """Close what is open: the model has failed, and starts again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """Recognition stops or goes on here."""

    end_s: float
    """Where the sound goes on, as for a gap."""
    forget: bool
    """Nothing of what was said before may come any more."""


class Hearing:
    """From a source to recognitions; `open_recogniser` makes a recogniser whose clock stands at a time."""

    def __init__(
        self,
        source: Source,
        speech: Speech,
        listener: Listener,
        open_recogniser: Callable[[float], Recogniser],
        *,
        start_s: float,
        said_until_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.heard_s = start_s
        """Where the session's clock stands."""
        self.pace = Pace()
        self.failure: Problem | None = None
        """Why the model is being started again."""
        self.broken: Exception | None = None
        """What ended the hearing before the sound had ended."""
        self._clock = clock
        self._source = source
        self._speech = speech
        self._listener = listener
        self._open_recogniser = open_recogniser
        self._said_until_s = said_until_s
        """Words up to here are not told: they are known already, or must be forgotten."""
        self._taken_s = start_s
        """The end of the sound that the recogniser was given."""
        self._listened = True
        """Whether the last sound was to be recognised."""
        self._forget, self._renew = False, False
        """Whether the recogniser must forget what it heard, or know other terms."""
        self._recogniser = open_recogniser(start_s)
        self._waiting: asyncio.Queue[Chunk | Gap | _Turn | None] = asyncio.Queue(WAITING_CHUNKS)

    @property
    def speaking(self) -> bool:
        """Whether somebody speaks."""
        return self._recogniser.speaking

    async def run(self, name: str) -> None:
        """Hear until the sound ends, or breaks off (`broken`); everything heard is then recognised."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._hear(), name=f"hear {name}")
                tasks.create_task(self._recognise(), name=f"recognise {name}")
        except ExceptionGroup as failures:
            self.broken = failures.exceptions[0]

    def forget(self) -> None:
        """Tell nothing more of what was said until now, nor of what is said until `go_on`."""
        self._said_until_s, self._forget = inf, True

    def go_on(self) -> None:
        """Tell what is said from now on."""
        self._said_until_s = self.heard_s

    def renew(self) -> None:
        """Open another recogniser, which knows other terms, when nobody speaks."""
        self._renew = True

    async def _hear(self) -> None:
        """Hand the sound on until it ends or breaks off for good."""
        try:
            async for event in self._source.chunks():
                self.heard_s = event.end_s
                self.pace.heard(event.end_s, self._clock())
                self._listener.take_sound(event)
                await self._turn(event.start_s)
                if self._listened:
                    await self._waiting.put(event)
        except Exception as error:  # noqa: BLE001 - whatever it was, what was heard is recognised first
            self.broken = error
        await self._waiting.put(None)

    async def _turn(self, at_s: float) -> None:
        """Have the recogniser know when listening stops or goes on."""
        listening = self._listener.listening
        if self._forget or listening != self._listened:
            await self._waiting.put(_Turn(end_s=at_s, forget=self._forget))
            self._listened, self._forget = listening, False

    async def _recognise(self) -> None:
        """Step through the sound until it ends; a gap or a turn closes the utterance before it."""
        ended = False
        while not ended:
            chunks, cut, ended = await self._next()
            if chunks:
                samples = np.concatenate([chunk.samples for chunk in chunks])
                await self._work(len(samples) / RATE_HZ, self._recogniser.step, samples)
            if cut is not None:
                await self._cut(cut)
            if self._renew and not self.speaking:
                self._open_anew()
        await self._work(0.0, self._recogniser.finish)

    async def _cut(self, cut: Gap | _Turn) -> None:
        if isinstance(cut, Gap):
            self._listener.take_gap(cut)
        elif cut.forget:
            self._open_anew()
            return
        await self._work(0.0, self._recogniser.skip_to, cut.end_s)

    async def _next(self) -> tuple[list[Chunk], Gap | _Turn | None, bool]:
        """Wait for the sound of a step, and take all that waits: up to a gap, a turn or the end."""
        chunks: list[Chunk] = []
        heard_s, step_s = 0.0, self._recogniser.step_s
        while heard_s < step_s or not (heard_s >= MOST_AT_ONCE_S or self._waiting.empty()):
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
        """Have the recogniser do something in the model's thread, and tell what it found."""
        try:
            found, busy_s = await self._speech.run(call, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever a model or a driver fails with, captions go on
            await self._recover(error)
            return
        self.failure = None
        self.pace.stepped(self.heard_s, heard_s, busy_s)
        for recognition in (self._unsaid(each) for each in found):
            self.pace.committed(self.heard_s, [word.end_s for word in recognition.committed])
            self._listener.take_words(recognition)

    def _unsaid(self, recognition: Recognition) -> Recognition:
        """Leave out the words that are known already and are heard again, and those to be forgotten."""
        return replace(
            recognition,
            committed=_after(recognition.committed, self._said_until_s),
            interim=_after(recognition.interim, self._said_until_s),
            audio_s=self.heard_s,
        )

    async def _recover(self, error: Exception) -> None:
        """Start again after the model failed: with a fresh one, on the CPU if a GPU was used."""
        self.failure = Problem(
            code="recognition_failed",
            message=f"The speech model failed ({first_line(error)}); it is being started again.",
            stops_captions=True,
        )
        self._listener.take_failure()
        if not await self._speech.restart():
            await asyncio.sleep(RETRY_S)
        self._open_anew()

    def _open_anew(self) -> None:
        self._renew = False
        self._recogniser = self._open_recogniser(self._taken_s)


def _after(words: tuple[Word, ...], time_s: float) -> tuple[Word, ...]:
    """The words that lie for the greater part after a time; the model's word times are not sharper."""
    return tuple(word for word in words if (word.start_s + word.end_s) / 2 > time_s)
