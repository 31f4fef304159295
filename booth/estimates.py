"""How long a look takes on this machine, from how long it took."""

from collections import deque
from collections.abc import Iterable
from statistics import median

from booth.ports import Look

REMEMBERED = 5


class Estimates:
    """Seconds of one picture by look: the catalogue's word until it was measured, then the recent median."""

    def __init__(self, looks: Iterable[Look]) -> None:
        self._first_s = {look.id: look.estimate_s for look in looks}
        self._measured_s: dict[str, deque[float]] = {}

    def of(self, look_id: str) -> float:
        """Seconds that one picture is expected to take."""
        measured = self._measured_s.get(look_id)
        return median(measured) if measured else self._first_s.get(look_id, 0.0)

    def measured(self, look_id: str, seconds: float) -> None:
        """Learn how long one picture took."""
        self._measured_s.setdefault(look_id, deque(maxlen=REMEMBERED)).append(seconds)
