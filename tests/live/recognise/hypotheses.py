"""Words of hypotheses for tests, made from plain text."""

from live.recognise.words import TimedWord

WORD_S = 0.3


def timed(
    text: str, *, start_s: float = 0.0, word_s: float = WORD_S, weakest: float = 0.95
) -> list[TimedWord]:
    """The words of a text, one after the other, each with one token."""
    return [
        TimedWord(
            text=f" {word}",
            tokens=(len(word),),
            start_s=start_s + index * word_s,
            end_s=start_s + (index + 1) * word_s,
            weakest=weakest,
        )
        for index, word in enumerate(text.split())
    ]


def unit(text: str) -> TimedWord:
    """A word or punctuation as the model's tokenizer splits it, spaces as given."""
    return TimedWord(text=text, tokens=(ord(text[-1]),), start_s=0.0, end_s=0.3, weakest=0.9)
