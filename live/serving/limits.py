"""What one client may do, and how much the server takes on."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of the server. A hall's phones often share one address, so that bound is high."""

    screens: int = 5_000
    """Connected at once, in all; more are answered 503."""
    screens_per_address: int = 2_000
    """Connected at once from one address; more are answered 429."""
    message_bytes: int = 4_096
    """Size of a message from a screen; a larger one closes it with 1009."""
    messages_per_s: float = 5.0
    """Messages from a screen, WebSocket pings included; more close it with 1008."""
    message_burst: int = 20
    """Messages that may come at once."""
    waiting: int = 256
    """Messages that may wait for a slow screen before it is closed with 1013; see `Outbox`."""
    stall_s: float = 20.0
    """A screen that takes nothing for so long is closed with 1013."""
    ping_s: float = 20.0
    """How often a quiet connection is probed, and how long its answer may take."""
    close_s: float = 2.0
    """How long a screen may take over saying goodbye before it is cut off."""


class TokenBucket:
    """A rate limit: `rate_per_s` on average, `burst` at once."""

    def __init__(self, rate_per_s: float, burst: int) -> None:
        self._rate_per_s = rate_per_s
        self._burst = burst
        self._tokens = float(burst)
        self._taken_at: float | None = None

    def take(self, now: float) -> bool:
        """Use a token at `now`, in seconds of a monotonic clock; return False when there is none."""
        if self._taken_at is not None:
            self._tokens = min(self._burst, self._tokens + (now - self._taken_at) * self._rate_per_s)
        self._taken_at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


def allow_open_files(wanted: int) -> None:
    """Raise this process's bound on open files towards `wanted`: each screen needs one.

    A desktop system's default is as low as 256; Windows has no such bound for sockets.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < limit:
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
