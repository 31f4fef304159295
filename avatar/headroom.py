"""When speech may begin although its end is not made yet: as early as leaves no gap inside. Pure."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from avatar.voice.speech import GROWTH

_NEWEST = 0.3
"""The share of the newest sentence in what is known of a voice."""

_SLOW = 0.2
"""Seconds of work for a second of speech."""


@dataclass(slots=True)
class Pace:
    """How fast a voice makes speech, learned as it speaks."""

    lead_s: float = 0.0
    """Seconds of work before a sentence's first sound is begun,"""
    work: float = 0.2
    """and for each second of speech."""
    lasting_s: float = 0.06
    """Seconds of speech for a letter."""
    first_s: float = math.inf
    """Seconds of speech in a sentence's first piece; infinite for a voice that gives sentences whole."""

    @property
    def is_slow(self) -> bool:
        """Whether a sentence takes so long to make that one would wait for it."""
        return self.work > _SLOW

    def learn(self, letters: int, pieces: Sequence[tuple[float, float]]) -> None:
        """Of each piece of a sentence of so many letters: seconds until it was made, and of speech in it."""
        length_s = sum(lasting_s for _, lasting_s in pieces)
        if letters <= 0 or not length_s:
            return
        made_s, first_s = pieces[0]
        work, lead_s = made_s / length_s, 0.0
        if len(pieces) > 1:
            self.first_s = first_s
            work = (pieces[-1][0] - made_s) / (length_s - first_s)
            lead_s = max(0.0, made_s - work * first_s)
        self.lead_s += _NEWEST * (lead_s - self.lead_s)
        self.work += _NEWEST * (work - self.work)
        self.lasting_s += _NEWEST * (length_s / letters - self.lasting_s)

    def of_sentence(self, letters: int) -> Iterator[tuple[float, float]]:
        """Seconds of speech and of work in each piece of a sentence."""
        lead_s = self.lead_s
        for lasting_s, work_s in self.of_rest(letters * self.lasting_s, self.first_s):
            yield lasting_s, lead_s + work_s
            lead_s = 0.0

    def of_rest(self, length_s: float, first_s: float) -> Iterator[tuple[float, float]]:
        """The same of what is left of a sentence, so long, of which the first piece lasts `first_s`."""
        while length_s > 0.0:
            lasting_s = min(first_s, length_s)
            yield lasting_s, lasting_s * self.work
            length_s, first_s = length_s - lasting_s, first_s * GROWTH


def may_begin(ready_s: float, to_make: Iterable[tuple[float, float]], *, margin: float = 1.1) -> bool:
    """Whether every piece will be made by the time it is due, when those that are ready begin now.

    `ready_s` is how long the ready pieces last; of the others, in order, `to_make` has how long they last and
    how much work they are, in seconds.
    """
    made_at_s, due_s = 0.0, ready_s
    for lasting_s, work_s in to_make:
        made_at_s += margin * work_s
        if made_at_s > due_s:
            return False
        due_s += lasting_s
    return True
