"""How often an address may ask for what is not there: enough for a mistyped code, too little for guessing."""

import time
from collections import OrderedDict
from collections.abc import Callable

MISSES_PER_S = 0.2
BURST = 20
ADDRESSES = 5000
"""Addresses remembered; the one longest unseen makes room."""


class Allowance:
    """Misses that each address may still make."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def miss(self, address: str) -> bool:
        """Count a miss; False when the address has made too many."""
        left = self._refilled(address)
        self._left[address] = (max(0.0, left - 1), self._now_s())
        self._left.move_to_end(address)
        while len(self._left) > ADDRESSES:
            self._left.popitem(last=False)
        return left >= 1

    def spent(self, address: str) -> bool:
        """Whether an address has no miss left."""
        return self._refilled(address) < 1

    def _refilled(self, address: str) -> float:
        left, then_s = self._left.get(address, (float(BURST), self._now_s()))
        return min(float(BURST), left + (self._now_s() - then_s) * MISSES_PER_S)
