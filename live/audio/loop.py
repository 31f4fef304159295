"""A file that is played again and again: for a demonstration, or a rehearsal before the doors open."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from live.audio.level import LevelMeter
from live.events import RATE_HZ, Chunk, Gap
from live.status import Problem

if TYPE_CHECKING:
    from live.audio.source import Source

SILENCE = np.zeros(512, np.float32)


class LoopedSource:
    """Plays what `reopen` opens, then `pause_s` seconds of silence, and so on until it is closed.

    The session's clock starts at `start_s` and runs on through the laps. `reopen` is called once a lap,
    the first time at once, and raises SourceError.
    """

    def __init__(self, reopen: Callable[[], "Source"], pause_s: float, *, start_s: float = 0.0) -> None:
        self._reopen = reopen
        self._pause_chunks = max(1, round(pause_s * RATE_HZ / len(SILENCE)))
        self._source = reopen()
        self._closed = False
        self._end_s = start_s

    @property
    def name(self) -> str:
        """The file, with the sign of what is repeated, for every language."""
        return f"{self._source.name} ↻"

    @property
    def level(self) -> LevelMeter:
        """The level of this lap's sound."""
        return self._source.level

    @property
    def problem(self) -> Problem | None:
        """What is wrong with the file at the moment."""
        return self._source.problem

    async def chunks(self) -> AsyncIterator[Chunk | Gap]:
        """Yields the sound and the silence between the laps in real time; may be called once."""
        while True:
            async for event in self._lap():
                yield event
            async for silence in self._pause():
                yield silence
            if self._closed:
                return
            self._source = await asyncio.to_thread(self._reopen)

    async def aclose(self) -> None:
        """Ends the lap or the pause, and with it the sound."""
        self._closed = True
        await self._source.aclose()

    async def _lap(self) -> AsyncIterator[Chunk | Gap]:
        shift_s: float | None = None
        async for event in self._source.chunks():
            if shift_s is None:
                shift_s = self._end_s - event.start_s
            self._end_s = event.end_s + shift_s
            if isinstance(event, Gap):
                yield replace(event, start_s=event.start_s + shift_s, end_s=self._end_s)
            else:
                yield replace(event, start_s=event.start_s + shift_s)

    async def _pause(self) -> AsyncIterator[Chunk]:
        began_at, began_s = time.monotonic(), self._end_s
        for index in range(self._pause_chunks):
            if self._closed:
                return
            start_s = began_s + index * len(SILENCE) / RATE_HZ
            self._end_s = start_s + len(SILENCE) / RATE_HZ
            due_at = began_at + self._end_s - began_s
            await asyncio.sleep(max(0.0, due_at - time.monotonic()))
            self.level.feed(SILENCE)
            yield Chunk(samples=SILENCE, start_s=start_s, captured_at=due_at)
