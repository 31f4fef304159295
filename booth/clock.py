"""Time of day for expiry, which does not jump when somebody sets the clock during the event."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Now = Callable[[], datetime]
WRITTEN = datetime(2026, 11, 22, tzinfo=UTC)
"""When this was written: a clock that is behind it is wrong for sure."""


def elapsed_s() -> float:
    """Seconds by a clock that nobody can set, and that goes on while a laptop sleeps."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()


class SteadyClock:
    """The time of day at the start, and what has passed since, whoever sets the clock meanwhile.

    `not_before` is the newest time already on record. A laptop whose clock woke up long in the past goes on
    from there. One that is merely behind its records is believed: those were made while it was ahead.
    """

    def __init__(
        self,
        *,
        not_before: datetime | None = None,
        wall: Now = lambda: datetime.now(UTC),
        elapsed_s: Callable[[], float] = elapsed_s,
    ) -> None:
        at_start = wall()
        self.was_behind = not_before is not None and at_start < not_before
        """Whether the clock was found to be wrong at the start."""
        self._start = not_before if not_before and self.was_behind and at_start < WRITTEN else at_start
        self._elapsed_s = elapsed_s
        self._zero_s = elapsed_s()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed_s() - self._zero_s)
