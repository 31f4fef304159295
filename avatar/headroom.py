"""When speech may begin although its end is not made yet: as early as leaves no gap inside. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

_NEWEST = 0.3
"""The share of the newest sentence in what is known of a voice."""

_SLOW = 0.2
"""Seconds of work for a second of speech."""


@dataclass(slots=True)
class Pace:
    """How fast a voice makes speech, learned as it speaks."""

    making_s: float = 0.01
    """Seconds of work for a letter,"""
    lasting_s: float = 0.06
    """and seconds of speech for it."""

    @property
    def is_slow(self) -> bool:
        """Whether a sentence takes so long to make that one would wait for it."""
        return self.making_s > _SLOW * self.lasting_s

    def learn(self, letters: int, making_s: float, lasting_s: float) -> None:
        """A piece of so many letters took so long to make, and lasts so long."""
        if letters > 0:
            self.making_s += _NEWEST * (making_s / letters - self.making_s)
            self.lasting_s += _NEWEST * (lasting_s / letters - self.lasting_s)


def may_begin(ready_s: float, to_make: Sequence[int], pace: Pace, *, margin: float = 1.2) -> bool:
    """Whether every piece will be made by the time it is due, when those that are ready begin now.

    `ready_s` is how long the ready pieces last; `to_make` are the letters of the others, in order.
    """
    made_at_s, due_s = 0.0, ready_s
    for letters in to_make:
        made_at_s += margin * letters * pace.making_s
        if made_at_s > due_s:
            return False
        due_s += letters * pace.lasting_s
    return True
