"""The time that is left beside the ordinary steps, for closer looks: pure."""

SHARE = 0.55
"""How much of the sound's time the model may be busy, closer looks included."""
MOST_S = 1.0
"""What is saved up at most, and what may be owed."""


class SpareTime:
    """A share of the sound's time, less the time that the model is busy, whichever room it works for."""

    def __init__(self) -> None:
        self._left_s = MOST_S
        self._heard_s: float | None = None
        self._busy_s = 0.0

    @property
    def left(self) -> bool:
        """Whether there is any."""
        return self._left_s > 0.0

    def update(self, heard_s: float, busy_s: float) -> None:
        """So many seconds of sound are heard by now, and the model was busy for so many."""
        if self._heard_s is not None:
            change_s = SHARE * (heard_s - self._heard_s) - (busy_s - self._busy_s)
            self._left_s = max(-MOST_S, min(self._left_s + change_s, MOST_S))
        self._heard_s, self._busy_s = heard_s, busy_s
