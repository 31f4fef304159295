"""Time of day for expiry, which does not jump when somebody sets the clock during the event."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Now = Callable[[], datetime]


class SteadyClock:
    """The time of day at the start and what has passed since by the monotonic clock.

    `not_before` is the newest time already on record: a laptop whose clock woke up in the past goes on from
    there, so that nothing expires late and no link lives twice.
    """

    def __init__(
        self,
        *,
        not_before: datetime | None = None,
        wall: Now = lambda: datetime.now(UTC),
        elapsed_s: Callable[[], float] = time.monotonic,
    ) -> None:
        at_start = wall()
        self.was_behind = not_before is not None and at_start < not_before
        """Whether the clock was found to be wrong at the start."""
        self._start = not_before if not_before and self.was_behind else at_start
        self._elapsed_s = elapsed_s
        self._zero_s = elapsed_s()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed_s() - self._zero_s)
