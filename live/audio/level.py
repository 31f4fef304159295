"""How loud the sound is, for the technician's meter: pure."""

import math
from collections import deque

import numpy as np

from live.events import RATE_HZ, Samples

FLOOR_DBFS = -100.0
WINDOW_S = 1.0
CLIPPING_HOLD_S = 2.0
CLIPPING_AT = 0.99
CLIPPED_SAMPLES = 3
"""Samples at full scale within one chunk that count as clipping: one alone is a peak well set."""
SILENCE_DBFS = -70.0
"""Below the noise of any open microphone in a hall: a muted desk or a pulled cable."""


def dbfs(amplitude: float) -> float:
    """Turns an amplitude, 1.0 at full scale, into dBFS, no lower than `FLOOR_DBFS`."""
    return max(FLOOR_DBFS, 20.0 * math.log10(amplitude)) if amplitude > 0.0 else FLOOR_DBFS


class LevelMeter:
    """Measures the level of the last second of sound; its clock is the sound itself."""

    def __init__(self) -> None:
        self._parts: deque[tuple[int, float, float]] = deque()  # samples, sum of squares, peak
        self._samples = 0
        self._clipping_left_s = 0.0
        self._silent_s = 0.0

    def feed(self, samples: Samples) -> None:
        """Takes the next sound."""
        if not len(samples):
            return
        magnitudes = np.abs(samples)
        peak = float(magnitudes.max())
        self._parts.append((len(samples), float(np.square(samples, dtype=np.float64).sum()), peak))
        self._samples += len(samples)
        while self._samples - self._parts[0][0] >= WINDOW_S * RATE_HZ:
            self._samples -= self._parts.popleft()[0]
        duration_s = len(samples) / RATE_HZ
        clipped = np.count_nonzero(magnitudes >= CLIPPING_AT) >= CLIPPED_SAMPLES
        self._clipping_left_s = CLIPPING_HOLD_S if clipped else self._clipping_left_s - duration_s
        self._silent_s = self._silent_s + duration_s if dbfs(peak) < SILENCE_DBFS else 0.0

    @property
    def rms_dbfs(self) -> float:
        """Mean level of the last second."""
        squares = sum(square for _, square, _ in self._parts)
        return dbfs(math.sqrt(squares / self._samples)) if self._samples else FLOOR_DBFS

    @property
    def peak_dbfs(self) -> float:
        """Highest sample of the last second."""
        return dbfs(max((peak for _, _, peak in self._parts), default=0.0))

    @property
    def clipping(self) -> bool:
        """Whether the input was overdriven within the last two seconds."""
        return self._clipping_left_s > 0.0

    @property
    def silent_s(self) -> float:
        """How long nothing at all has come in, in seconds: 0.0 while there is sound."""
        return self._silent_s
