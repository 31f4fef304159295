"""The session's clock."""

from itertools import pairwise

import numpy as np
import pytest

from live.audio.timeline import Timeline
from live.events import RATE_HZ


def sound(count: int, first: int = 0) -> np.ndarray:
    return np.arange(first, first + count, dtype=np.float32)


def test_chunks_are_whole_and_lose_no_sample():
    timeline = Timeline(0.0, 512)
    chunks = [chunk for n in range(10) for chunk in timeline.feed(sound(320, 320 * n), 0.0)]
    chunks += timeline.flush(0.0)
    assert [len(chunk.samples) for chunk in chunks] == [512] * 6 + [128]
    assert np.array_equal(np.concatenate([chunk.samples for chunk in chunks]), sound(3200))


def test_each_chunk_begins_where_the_last_one_ended():
    timeline = Timeline(5.0, 512)
    chunks = list(timeline.feed(sound(2000), 100.0))
    assert chunks[0].start_s == 5.0
    assert all(after.start_s == before.end_s for before, after in pairwise(chunks))


def test_a_chunk_is_dated_by_its_last_sample():
    timeline = Timeline(0.0, 512)
    chunks = list(timeline.feed(sound(1600), 100.0))
    assert chunks[0].captured_at == pytest.approx(100.0 - (1600 - 512) / RATE_HZ)
    assert chunks[-1].captured_at == pytest.approx(100.0 - (1600 - 1536) / RATE_HZ)


def test_the_clock_runs_on_while_the_sound_is_away():
    timeline = Timeline(10.0, 512)
    list(timeline.feed(sound(16_000), 101.0))
    list(timeline.flush(101.0))
    gap = timeline.resume(104.5, "unplugged")
    assert (gap.start_s, gap.end_s, gap.reason) == (11.0, 14.5, "unplugged")
    assert next(timeline.feed(sound(512), 104.6)).start_s == 14.5


def test_the_clock_never_goes_back():
    timeline = Timeline(0.0, 512)
    list(timeline.feed(sound(16_000), 101.0))
    list(timeline.flush(101.0))
    gap = timeline.resume(100.5, "jitter")
    assert (gap.start_s, gap.end_s) == (1.0, 1.0)


def test_sound_of_known_length_is_left_out():
    timeline = Timeline(0.0, 512)
    list(timeline.feed(sound(1024), 0.0))
    gap = timeline.skip(2.0, "broken")
    assert (gap.start_s, gap.end_s) == (0.064, 2.064)
