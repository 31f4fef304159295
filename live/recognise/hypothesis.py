"""What a look at the sound finds after the committed words: pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from live.recognise.loops import hurried, repeat_start, restart_end, sound_end
from live.recognise.words import TimedWord, attach_punctuation, in_order, is_punctuation

Words = tuple[TimedWord, ...]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What follows the committed words."""

    closing: Words
    """Punctuation of the last committed word, if any."""
    words: Words
    doubtful_from: int
    """Index of the first word that may be a loop."""

    @property
    def text(self) -> str:
        """The words as one text."""
        return "".join(word.text for word in self.words)


NOTHING = Hypothesis((), (), 0)


def judge(units: Sequence[TimedWord], committed: Sequence[TimedWord], until_s: float) -> Hypothesis:
    """Make words of what was decoded after the committed ones; those that begin past `until_s` are none."""
    words = tuple(attach_punctuation(units))
    closing: Words = ()
    if words and is_punctuation(words[0].text):
        closing_s = committed[-1].end_s if committed else words[0].start_s
        closing, words = (replace(words[0], start_s=closing_s, end_s=closing_s),), words[1:]
    words = words[restart_end(committed, words) :]
    words = words[: sound_end(words, until_s)]
    doubtful_from = repeat_start(committed, words)
    if hurried(words[doubtful_from:]):
        words = words[:doubtful_from]
    after_s = committed[-1].end_s if committed else 0.0
    return Hypothesis(closing, in_order(words, after_s), doubtful_from)
