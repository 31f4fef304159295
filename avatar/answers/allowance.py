"""How often an address may ask."""

from collections import OrderedDict

from live.serving.limits import TokenBucket

QUESTIONS_PER_S, QUESTIONS_AT_ONCE = 0.2, 8
"""A phone: eight questions at once, then one in five seconds."""
ADDRESSES = 10_000
"""Remembered; the one that asked least recently is forgotten, and starts anew."""


class Allowance:
    """A rate limit an address."""

    def __init__(self, per_s: float = QUESTIONS_PER_S, at_once: int = QUESTIONS_AT_ONCE) -> None:
        self._per_s = per_s
        self._at_once = at_once
        self._buckets: OrderedDict[str, TokenBucket] = OrderedDict()

    def take(self, address: str, now: float) -> bool:
        """Whether an address may ask at `now`, in seconds of a monotonic clock."""
        bucket = self._buckets.setdefault(address, TokenBucket(self._per_s, self._at_once))
        self._buckets.move_to_end(address)
        if len(self._buckets) > ADDRESSES:
            self._buckets.popitem(last=False)
        return bucket.take(now)
