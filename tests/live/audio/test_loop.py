from collections.abc import AsyncIterator
from itertools import pairwise

import numpy as np
import pytest

from live.audio.level import LevelMeter
from live.audio.loop import LoopedSource
from live.audio.source import Source
from live.events import Chunk, Gap


class TwoChunks:
    """A source of a second of sound, a gap of a second, and another second, from 5 s on."""

    name = "'talk.wav'"
    problem = None

    def __init__(self) -> None:
        self.level = LevelMeter()
        self.closed = False

    async def chunks(self) -> AsyncIterator[Chunk | Gap]:
        sound = np.full(16_000, 0.5, np.float32)
        yield Chunk(samples=sound, start_s=5.0, captured_at=0.0)
        yield Gap(start_s=6.0, end_s=7.0, reason="broken")
        yield Chunk(samples=sound, start_s=7.0, captured_at=0.0)

    async def aclose(self) -> None:
        self.closed = True


def test_it_is_a_source() -> None:
    source: Source = LoopedSource(TwoChunks, pause_s=1.0)

    assert source.name == "'talk.wav' ↻"


async def test_the_clock_starts_where_it_is_told_and_runs_on_through_pauses_and_laps() -> None:
    source = LoopedSource(TwoChunks, pause_s=0.064, start_s=30.0)
    events = []
    async for event in source.chunks():
        events.append(event)
        if len(events) == 8:
            break

    assert events[0].start_s == 30.0
    assert all(before.end_s == pytest.approx(after.start_s) for before, after in pairwise(events))
    assert [not event.samples.any() for event in events if isinstance(event, Chunk)] == [
        *(False, False, True, True, False, False)
    ]


async def test_closing_ends_the_sound() -> None:
    opened = []

    def reopen() -> TwoChunks:
        opened.append(TwoChunks())
        return opened[-1]

    source = LoopedSource(reopen, pause_s=60.0)
    async for event in source.chunks():
        if event.end_s > 3.0:  # the pause has begun
            await source.aclose()

    assert [lap.closed for lap in opened] == [True]
