"""Masks bad language: `f•••`. As long as it was, so that what is on a screen never moves. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from live.text.bad_words import BAD_WORDS
from live.text.typography import is_wide

DOT = "•"


class Mask:
    """The usual bad words of each language, and `words` of the event's own in all of them.

    A word that ends in `*` stands for all that begin with it.
    """

    def __init__(self, words: Sequence[str] = ()) -> None:
        self._words = tuple(words)

    def masked(self, text: str, lang: str) -> str:
        """The text with the first letter of each bad word, and dots for the others."""
        return self._pattern(lang).sub(_dots, text)

    def without(self, text: str, lang: str) -> str:
        """The text without its bad words, for those who would translate them."""
        return re.sub(r"(?<=\s)\s+", "", self._pattern(lang).sub("", text)).lstrip()

    def _pattern(self, lang: str) -> re.Pattern[str]:
        return _pattern((*BAD_WORDS.get(_base(lang), ()), *self._words), is_wide(lang))


def _dots(match: re.Match[str]) -> str:
    word = match.group()
    if len(word) == 1:
        return DOT
    return word[0] + "".join(DOT if letter.isalnum() else letter for letter in word[1:])


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...], wide: bool) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    forms = [
        re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") and not wide else "")
        for word in words
    ]
    either = "|".join(sorted(forms, key=len, reverse=True))
    # Where no spaces are written, a word may stand anywhere.
    return re.compile(either if wide else rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _base(lang: str) -> str:
    base = lang.partition("-")[0]
    return "zh" if base == "yue" else base
