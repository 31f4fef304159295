"""When to look at the sound again, and whether there is time to look closer: pure.

The next look is made when the next word can be settled. A close look at a hard word is worth more than
frequent looks: where the model's time does not suffice for both, it looks less often.
"""

SHARE = 0.62
"""How much of the sound's time the model may be busy."""
MOST_S = 1.0
"""What is saved up at most, and what may be owed."""
OWED_S = 0.5
"""Where so much is owed, there is no time for closer looks either."""

STEP_S = 0.3
"""Sound between two looks where no word waits."""
SHORTEST_STEP_S = 0.25
LONGEST_STEP_S = 0.45


class Rhythm:
    """Counts a share of the sound's time, less the time that the model is busy, for whichever room."""

    def __init__(self) -> None:
        self._left_s = MOST_S
        self._heard_s: float | None = None
        self._busy_s = 0.0

    def update(self, heard_s: float, busy_s: float) -> None:
        """So many seconds of sound are heard by now, and the model was busy for so many."""
        if self._heard_s is not None:
            change_s = SHARE * (heard_s - self._heard_s) - (busy_s - self._busy_s)
            self._left_s = max(-MOST_S, min(self._left_s + change_s, MOST_S))
        self._heard_s, self._busy_s = heard_s, busy_s

    @property
    def allows_closer_look(self) -> bool:
        """Whether there is time for one."""
        return self._left_s > -OWED_S

    def step_s(self, due_in_s: float | None) -> float:
        """How much sound to wait for, if the next word can be settled in `due_in_s`; None if none waits."""
        if self._left_s < 0.0:
            return LONGEST_STEP_S
        if due_in_s is None:
            return STEP_S
        return min(max(due_in_s, SHORTEST_STEP_S), LONGEST_STEP_S)
