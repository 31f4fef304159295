"""Which of an event's languages is spoken: pure."""

from collections.abc import Mapping, Sequence

SURE = 0.5
"""Share of the probability among the event's languages at which another language takes over at once."""
CERTAIN = 0.9
"""Share of the probability among the event's languages that leaves no doubt."""
LEAD = 3.0
"""Otherwise it must be this many times as probable as the language spoken last."""


class LanguageTracker:
    """Follows the language from utterance to utterance, with some inertia.

    Speakers mostly stay with a language; a short or unclear beginning is no reason to leave it.
    """

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = tuple(languages)
        self.current = self._languages[0]
        self.certain = self.fixed
        """Whether the last utterance left no doubt."""
        self._heard = False

    @property
    def fixed(self) -> bool:
        """Whether there is nothing to detect."""
        return len(self._languages) == 1

    def hear(self, probabilities: Mapping[str, float]) -> str:
        """Take the model's probabilities for an utterance and return its language."""
        among = {code: probabilities.get(code, 0.0) for code in self._languages}
        total = sum(among.values())
        if total <= 0.0:
            return self.current
        best = max(among, key=lambda code: among[code])
        lead = among[best] / max(among[self.current], 1e-9)
        if not self._heard or (among[best] / total >= SURE and lead >= LEAD):
            self.current = best
        self._heard = True
        self.certain = among[self.current] / total >= CERTAIN
        return self.current
