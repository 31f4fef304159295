"""Words of a hypothesis, with their tokens and times: pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from live.events import Word

OPENING = tuple("“‘¿¡([{「『《〈（【")
"""Punctuation that belongs to the word after it, space or no space."""

UNFINISHED = frozenset({"...", "..", "…", "……", "-", "--", "—"})
"""What Whisper writes where the sound breaks off, which here is at every step."""

LONGEST_WORD_S = 1.2
"""What begins earlier before its end is the pause before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedWord:
    """A word of a hypothesis; times in seconds on the clock of whoever holds it."""

    text: str
    tokens: tuple[int, ...]
    start_s: float
    end_s: float
    weakest: float
    """Lowest probability of its tokens, punctuation left out."""
    closing_chars: int = 0
    """How much of the end of `text` is punctuation that the next word may prove wrong,"""
    closing_tokens: int = 0
    """and how many of the last `tokens` that is."""

    @property
    def key(self) -> str:
        """What must be equal for two hypotheses to agree: its letters and digits, without case."""
        return "".join(c for c in self.text.casefold() if c.isalnum()) or self.text.strip()

    def shifted(self, seconds: float) -> "TimedWord":
        """The word on a clock that is `seconds` ahead."""
        return replace(self, start_s=self.start_s + seconds, end_s=self.end_s + seconds)

    def as_word(self) -> Word:
        """The word as the screens know it."""
        return Word(text=self.text, start_s=self.start_s, end_s=self.end_s, probability=self.weakest)


def is_punctuation(text: str) -> bool:
    """Whether a text holds no letter and no digit."""
    return not any(c.isalnum() for c in text)


def attach_punctuation(units: Iterable[TimedWord]) -> list[TimedWord]:
    """Join punctuation to the word that it belongs to; the word keeps its own times and probability.

    Closing punctuation at the very start, which belongs to a word before these, stays on its own.
    """
    joined: list[TimedWord] = []
    opening: TimedWord | None = None
    for unit in units:
        if unit.text.strip() in UNFINISHED:
            continue
        if is_punctuation(unit.text) and not _opens(unit.text) and opening is None:
            joined[-1:] = [_closed(joined[-1], unit)] if joined else [unit]
        elif is_punctuation(unit.text):
            opening = unit if opening is None else _closed(opening, unit)
        else:
            joined.append(unit if opening is None else _opened(opening, unit))
            opening = None
    return joined


def without_closing(word: TimedWord) -> TimedWord:
    """The word without the punctuation after it."""
    if not word.closing_tokens:
        return word
    return replace(
        word,
        text=word.text[: -word.closing_chars],
        tokens=word.tokens[: -word.closing_tokens],
        closing_chars=0,
        closing_tokens=0,
    )


def open_ended(words: tuple[TimedWord, ...]) -> tuple[TimedWord, ...]:
    """The words without the punctuation at their end, which the next word has to prove."""
    return (*words[:-1], without_closing(words[-1])) if words else words


def in_order(words: Iterable[TimedWord], after_s: float) -> tuple[TimedWord, ...]:
    """The words with times that follow on each other, the first not before `after_s`.

    The alignment gives a pause to the word after it, and looks at the same sound differ by a little.
    """
    ordered: list[TimedWord] = []
    for word in words:
        start_s = max(word.start_s, word.end_s - LONGEST_WORD_S, after_s)
        after_s = max(word.end_s, start_s)
        ordered.append(replace(word, start_s=start_s, end_s=after_s))
    return tuple(ordered)


def after_tokens(units: Sequence[TimedWord], tokens: int) -> Sequence[TimedWord]:
    """The units after the first so many tokens."""
    count = seen = 0
    while count < len(units) and seen < tokens:
        seen += len(units[count].tokens)
        count += 1
    return units[count:]


def _opens(text: str) -> bool:
    """Whether punctuation belongs to what follows: brackets, and quotes with a space before them."""
    return text.strip().startswith(OPENING) or (text[:1] == " " and text.strip()[:1] in {'"', "'", "-"})


def _opened(opening: TimedWord, word: TimedWord) -> TimedWord:
    return replace(word, text=opening.text + word.text, tokens=opening.tokens + word.tokens)


def _closed(word: TimedWord, closing: TimedWord) -> TimedWord:
    return replace(
        word,
        text=word.text + closing.text,
        tokens=word.tokens + closing.tokens,
        closing_chars=word.closing_chars + len(closing.text),
        closing_tokens=word.closing_tokens + len(closing.tokens),
    )
