"""Cuts sound into chunks on the session's clock: pure."""

from collections.abc import Iterator

import numpy as np

from live.events import RATE_HZ, Chunk, Gap, Samples


class Timeline:
    """Gives each sample its place on the session's clock.

    Within unbroken sound the clock counts samples, so it neither drifts nor jitters; after a break
    it takes up the time that went by outside.
    """

    def __init__(self, start_s: float, chunk_samples: int) -> None:
        self._position = round(start_s * RATE_HZ)
        self._chunk_samples = chunk_samples
        self._rest: Samples = np.zeros(0, np.float32)
        self._zero_at: float | None = None

    @property
    def end_s(self) -> float:
        """Where the next sample goes, in seconds of the session."""
        return (self._position + len(self._rest)) / RATE_HZ

    def feed(self, samples: Samples, captured_at: float) -> Iterator[Chunk]:
        """Yields the full chunks; `captured_at` is the monotonic moment of the last sample."""
        if self._zero_at is None and len(samples):
            self._zero_at = captured_at - len(samples) / RATE_HZ - self.end_s
        sound = np.concatenate((self._rest, samples)) if len(self._rest) else samples
        whole = len(sound) - len(sound) % self._chunk_samples
        self._rest = sound[whole:]
        for first in range(0, whole, self._chunk_samples):
            last = first + self._chunk_samples
            yield self._chunk(sound[first:last], captured_at - (len(sound) - last) / RATE_HZ)

    def flush(self, captured_at: float) -> Iterator[Chunk]:
        """Yields what is left, shorter than a chunk, when the sound ends or breaks off."""
        rest, self._rest = self._rest, self._rest[:0]
        if len(rest):
            yield self._chunk(rest, captured_at)

    def skip(self, missing_s: float, reason: str) -> Gap:
        """Leaves out sound of a known length; flush first."""
        return self._skip_to(self._position + round(missing_s * RATE_HZ), reason)

    def resume(self, first_sample_at: float, reason: str) -> Gap:
        """Goes on with sound whose first sample was captured at that monotonic moment; flush first."""
        zero_at = first_sample_at - self.end_s if self._zero_at is None else self._zero_at
        return self._skip_to(round((first_sample_at - zero_at) * RATE_HZ), reason)

    def _chunk(self, samples: Samples, captured_at: float) -> Chunk:
        start_s = self._position / RATE_HZ
        self._position += len(samples)
        return Chunk(samples=samples, start_s=start_s, captured_at=captured_at)

    def _skip_to(self, position: int, reason: str) -> Gap:
        start_s = self._position / RATE_HZ
        self._position = max(self._position, position)
        return Gap(start_s=start_s, end_s=self._position / RATE_HZ, reason=reason)
