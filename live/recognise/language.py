"""Which of an event's languages is spoken: pure."""

from collections.abc import Mapping, Sequence
from math import inf

SURE = 0.5
"""Share of the probability among the event's languages at which another language takes over at once."""
CERTAIN = 0.9
"""Share of the probability among the event's languages that leaves no doubt."""
LEAD = 3.0
"""Otherwise it must be this many times as probable as the language spoken last."""
FROM_S = 1.0
"""Speech that is needed to tell its language,"""
WAITING_S = 3.0
"""and until when to wait for certainty before anything is shown,"""
FIRST_WAITING_S = 6.0
"""or as long as no language of the session was ever certain."""
CHECKED_AT_S = (3.0, 5.0, 8.0)
"""Speech after which the language is looked at again until there is no doubt: a second of it, above all the
first, may sound like another language."""


class LanguageTracker:
    """Follows the language from utterance to utterance, with some inertia.

    Speakers mostly stay with a language; a short or unclear beginning is no reason to leave it.
    """

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = tuple(languages)
        self.current = self._languages[0]
        self.settled = True
        """Whether the utterance's language is known well enough to show its words."""
        self._due_s = inf
        """Speech of the utterance after which it is looked at next."""
        self._heard = False
        self._once_certain = False

    def begin(self) -> None:
        """An utterance begins."""
        if len(self._languages) > 1:
            self.settled, self._due_s = False, FROM_S

    def due(self, speech_s: float) -> bool:
        """Whether to look at the language, `speech_s` seconds of speech into the utterance."""
        return speech_s >= self._due_s

    def hear(self, probabilities: Mapping[str, float], speech_s: float) -> str:
        """Take the model's probabilities after so much speech of an utterance and return its language."""
        among = {code: probabilities.get(code, 0.0) for code in self._languages}
        total = sum(among.values())
        certain = False
        if total > 0.0:
            best = max(among, key=lambda code: among[code])
            lead = among[best] / max(among[self.current], 1e-9)
            if not self._heard or (among[best] / total >= SURE and lead >= LEAD):
                self.current = best
            self._heard = True
            certain = among[self.current] / total >= CERTAIN
        self._plan(speech_s, certain=certain)
        return self.current

    def _plan(self, speech_s: float, *, certain: bool) -> None:
        """Say when to look again."""
        waits = speech_s < (WAITING_S if self._once_certain or certain else FIRST_WAITING_S)
        self._once_certain = self._once_certain or certain
        self.settled = self.settled or certain or not waits
        if waits and not certain:
            self._due_s = speech_s
        elif certain and not waits:
            self._due_s = inf
        else:
            self._due_s = next((at_s for at_s in CHECKED_AT_S if at_s > speech_s), inf)
