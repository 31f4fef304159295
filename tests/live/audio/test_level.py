"""The technician's level meter."""

import numpy as np
import pytest

from live.audio.level import FLOOR_DBFS, LevelMeter, dbfs
from live.events import RATE_HZ


def constant(amplitude: float, duration_s: float) -> np.ndarray:
    return np.full(round(duration_s * RATE_HZ), amplitude, np.float32)


def feed(meter: LevelMeter, samples: np.ndarray) -> None:
    for first in range(0, len(samples), 512):
        meter.feed(samples[first : first + 512])


def test_dbfs_has_full_scale_at_zero_and_a_floor():
    assert dbfs(1.0) == 0.0
    assert dbfs(0.1) == pytest.approx(-20.0)
    assert dbfs(0.0) == FLOOR_DBFS


def test_level_is_that_of_the_last_second():
    meter = LevelMeter()
    assert (meter.rms_dbfs, meter.peak_dbfs) == (FLOOR_DBFS, FLOOR_DBFS)
    feed(meter, constant(0.5, 3.0))
    assert meter.rms_dbfs == pytest.approx(-6.02, abs=0.01)
    feed(meter, constant(0.1, 1.1))
    assert meter.rms_dbfs == pytest.approx(-20.0, abs=0.01)
    assert meter.peak_dbfs == pytest.approx(-20.0, abs=0.01)


def test_clipping_is_held_for_two_seconds():
    meter = LevelMeter()
    feed(meter, constant(1.0, 0.1))
    feed(meter, constant(0.1, 1.5))
    assert meter.clipping
    feed(meter, constant(0.1, 0.6))
    assert not meter.clipping


def test_a_single_peak_is_no_clipping():
    meter = LevelMeter()
    meter.feed(np.array([0.2, 1.0, 0.2], np.float32))
    assert not meter.clipping


def test_silence_is_counted_until_there_is_sound():
    meter = LevelMeter()
    feed(meter, constant(0.0001, 3.2))
    assert meter.silent_s == pytest.approx(3.2)
    feed(meter, constant(0.01, 0.1))
    assert meter.silent_s == 0.0
