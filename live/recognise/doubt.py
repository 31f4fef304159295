"""Whether the model hears speech or makes it up, from how sure it is: pure."""

from collections.abc import Iterable

from live.recognise.words import TimedWord

GUESS = 0.35
GUESS_AT_FIRST = 0.5
"""The mean probability of the recent words below which the model is guessing, and below which the first words
of an utterance wait for more. Speech that can be understood, accents and old words included, stays above
0.55; a crowd lies about 0.25, and its best moments at 0.45."""
SPEECH = 0.12
"""Where no speech is less probable than this, the first words need no more than the others: noise is never
so surely speech."""
NOISY = 0.4
IN_NOISE = 0.2
"""What is added to them where the model doubts that anybody speaks: no speech is as probable as `NOISY`."""
MEMORY = 0.7
"""Share of the past in the running mean of the probability of no speech."""
AT_FIRST = 0.2
"""Where that mean begins: nothing is known."""


class Doubt:
    """Follows how probable it is that nobody speaks."""

    def __init__(self) -> None:
        self._no_speech = AT_FIRST

    def hear(self, no_speech: float) -> None:
        """Take that probability, as a look at the sound found it."""
        self._no_speech += (1.0 - MEMORY) * (no_speech - self._no_speech)

    def is_guess(self, mean_probability: float, *, spoken: bool) -> bool:
        """Whether the model makes the words up: a crowd, music with voices, a far room.

        `mean_probability` is that of the recent words; `spoken`: words of this utterance are committed.
        """
        at_first = not spoken and self._no_speech >= SPEECH
        needed = (GUESS_AT_FIRST if at_first else GUESS) + (IN_NOISE if self._no_speech > NOISY else 0.0)
        return mean_probability < needed


def mean_probability(words: Iterable[TimedWord]) -> float:
    """How sure the model is of the words, on average; 1 where there are none."""
    probabilities = [word.weakest for word in words]
    return sum(probabilities) / len(probabilities) if probabilities else 1.0
