"""A room without sound: its lines come from elsewhere, as an avatar's do."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from typing import ParamSpec, TypeVar

import numpy as np

from live.audio.level import LevelMeter
from live.events import RATE_HZ, Chunk, Gap, Recognition, Samples
from live.languages import LANGUAGES
from live.status import Problem

NO_SOUND = "none"
"""The source that a configuration names."""
CHUNK_S = 0.5
P = ParamSpec("P")
T = TypeVar("T")


class NoSound:
    """A source that is silent, so that the session's clock runs."""

    name = "no sound"
    problem: Problem | None = None

    def __init__(self, *, start_s: float = 0.0, chunk_s: float = CHUNK_S) -> None:
        self.level = LevelMeter()
        self._at_s = start_s
        self._chunk_s = chunk_s
        self._closed = asyncio.Event()

    async def chunks(self) -> AsyncIterator[Chunk | Gap]:
        """Yields silence at the speed of time, until closed."""
        silence = np.zeros(round(self._chunk_s * RATE_HZ), np.float32)
        next_at = asyncio.get_running_loop().time()
        while not self._closed.is_set():
            yield Chunk(samples=silence, start_s=self._at_s, captured_at=time.monotonic())
            self._at_s += self._chunk_s
            next_at += self._chunk_s
            with suppress(TimeoutError):
                async with asyncio.timeout_at(next_at):
                    await self._closed.wait()

    async def aclose(self) -> None:
        """Stops it; `chunks` then ends."""
        self._closed.set()


class NoRecogniser:
    """Hears nothing."""

    speaking = False
    step_s = 1.0

    def step(self, samples: Samples) -> list[Recognition]:
        """Nobody speaks."""
        return []

    def skip_to(self, start_s: float) -> list[Recognition]:
        """Nothing was said."""
        return []

    def finish(self) -> list[Recognition]:
        """Nothing is left."""
        return []


class NoSpeech:
    """The speech model of a room without sound: there is none."""

    name = "none"
    device = "none"
    languages = LANGUAGES.keys()
    problem: Problem | None = None

    def recogniser(self, languages: Sequence[str], *, terms: Sequence[str], start_s: float) -> NoRecogniser:
        """One that hears nothing."""
        return NoRecogniser()

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T, float]:
        """Make a call, in no time."""
        return call(*args, **kwargs), 0.0

    async def restart(self) -> bool:
        """There is nothing that could fail."""
        return True
