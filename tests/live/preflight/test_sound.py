"""What three seconds of a microphone tell."""

import numpy as np
import pytest

from live.events import RATE_HZ, Samples
from live.preflight.sound import measure

SECONDS = 3


def tone(frequency_hz: float, dbfs: float) -> Samples:
    time_s = np.arange(SECONDS * RATE_HZ) / RATE_HZ
    peak = 10 ** (dbfs / 20) * 2**0.5
    return (peak * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)


def noise(dbfs: float) -> Samples:
    samples = np.random.default_rng(4).standard_normal(SECONDS * RATE_HZ)
    return (10 ** (dbfs / 20) * samples).astype(np.float32)


def voice() -> Samples:
    """Something like a voice: a gliding fundamental of 100 to 140 Hz with its harmonics, in syllables."""
    time_s = np.arange(SECONDS * RATE_HZ) / RATE_HZ
    phase = 2 * np.pi * np.cumsum(120 + 20 * np.sin(2 * np.pi * 0.7 * time_s)) / RATE_HZ
    sound = sum(np.sin(k * phase) / k for k in range(1, 20))
    return (0.1 * sound * (0.5 + 0.5 * np.sin(2 * np.pi * 4 * time_s))).astype(np.float32)


@pytest.mark.parametrize("mains_hz", [50, 60])
def test_mains_hum_is_heard_under_the_noise_of_a_hall_with_its_level(mains_hz):
    hum = tone(mains_hz, -45) + tone(2 * mains_hz, -50) + tone(3 * mains_hz, -55)
    found = measure(noise(-55) + hum)
    assert found.hum_hz == mains_hz
    assert found.hum_dbfs == pytest.approx(-43.5, abs=1.0)


def test_hum_is_heard_while_somebody_speaks():
    assert measure(voice() + tone(50, -40) + tone(150, -42)).hum_hz == 50


@pytest.mark.parametrize(
    "sound", [noise(-30), voice(), tone(440, -20), noise(-90)], ids=["noise", "voice", "a", "quiet"]
)
def test_other_sound_is_no_hum(sound):
    assert measure(sound).hum_hz is None


def test_a_hum_that_nobody_can_hear_is_left_alone():
    assert measure(noise(-80) + tone(50, -75)).hum_hz is None


def test_silence_and_clipping_are_told_apart_from_a_good_level():
    assert measure(np.zeros(2 * RATE_HZ, np.float32)).silent
    assert measure(np.clip(voice() * 30, -1, 1)).clipped
    good = measure(voice())
    assert not good.silent
    assert not good.clipped


def test_less_than_a_second_is_measured_without_hum():
    assert measure(tone(50, -20)[: RATE_HZ // 2]).hum_hz is None
