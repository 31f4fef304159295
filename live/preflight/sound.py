"""What a few seconds of a microphone tell: silence, clipping, mains hum. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from live.audio.level import CLIPPED_SAMPLES, CLIPPING_AT, FLOOR_DBFS, SILENCE_DBFS, dbfs
from live.events import RATE_HZ, Samples

MAINS_HZ = (50, 60)
HARMONICS = 6
"""Multiples of the mains frequency that are looked at: a bad cable buzzes more than it hums."""
LINE_HZ = 1
"""Half the width of a harmonic, and its distance from what it is compared with."""
BESIDE_HZ = (4, 8)
PROMINENT_DB = 15.0
"""A harmonic stands out when it is so much louder than the sound beside it,"""
HUM_MIN_DBFS = -60.0
"""and is a nuisance from this level on: 30 dB and more below a voice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """The measures of some seconds of sound."""

    rms_dbfs: float
    peak_dbfs: float
    clipped: bool
    hum_hz: int | None = None
    """The mains frequency that is heard; None without hum."""
    hum_dbfs: float = FLOOR_DBFS

    @property
    def silent(self) -> bool:
        """Whether nothing at all comes in."""
        return self.peak_dbfs < SILENCE_DBFS


def measure(samples: Samples) -> Sound:
    """Measure mono sound at 16 kHz, shape (n,); two seconds or more are needed to hear a hum."""
    magnitudes = np.abs(samples)
    hum = max((_hum(samples, mains), mains) for mains in MAINS_HZ)
    audible = hum[0] >= HUM_MIN_DBFS
    return Sound(
        rms_dbfs=dbfs(float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))),
        peak_dbfs=dbfs(float(magnitudes.max())),
        clipped=bool(np.count_nonzero(magnitudes >= CLIPPING_AT) >= CLIPPED_SAMPLES),
        hum_hz=hum[1] if audible else None,
        hum_dbfs=hum[0] if audible else FLOOR_DBFS,
    )


def _hum(samples: Samples, mains_hz: int) -> float:
    """Level in dBFS of a mains frequency and its harmonics, as far as they stand out.

    Hum is steady and voices are not: what counts in each harmonic is its quietest second.
    """
    spectrum = _quietest_seconds(samples)
    power = 0.0
    for frequency in range(mains_hz, mains_hz * (HARMONICS + 1), mains_hz):
        line = spectrum[frequency - LINE_HZ : frequency + LINE_HZ + 1]
        near, far = BESIDE_HZ
        beside = np.r_[
            spectrum[frequency - far : frequency - near], spectrum[frequency + near : frequency + far]
        ]
        if line.max() > 10 ** (PROMINENT_DB / 10) * beside.mean():
            power += float(line.sum())
    return dbfs(power**0.5)


def _quietest_seconds(samples: Samples) -> NDArray[np.float64]:
    """Power at each whole hertz, shape (8001,): the least of all whole seconds; sums to mean squares."""
    seconds = len(samples) // RATE_HZ
    if not seconds:
        return np.zeros(RATE_HZ // 2 + 1)
    window = np.hanning(RATE_HZ)
    parts = samples[: seconds * RATE_HZ].reshape(seconds, RATE_HZ) * window
    power: NDArray[np.float64] = np.abs(np.fft.rfft(parts, axis=1)) ** 2
    density: NDArray[np.float64] = 2.0 * power.min(axis=0) / (RATE_HZ * float(np.square(window).sum()))
    return density
