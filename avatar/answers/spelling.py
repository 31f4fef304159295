"""Mends what thumbs and speech recognition make of the event's words: words apart, a wrong letter.

Only a word that is none in English, nor in the documents, is taken for a slip; no name is made into another.
"""

import re
from collections.abc import Iterable

from avatar.answers.lexicon import Lexicon
from avatar.answers.question_words import ENGLISH_EMPTY
from avatar.answers.stems import normal, stem

_WORD = re.compile(r"[A-Za-z]+")
_LETTERS_APART = re.compile(r"\b(?:[A-Za-z]\.? ){1,7}[A-Za-z]\b")
_TWO_WORDS = re.compile(r"\b([a-z]{3,}) (?=([a-z]{3,})\b)")
_LEAST, _LONG = 5, 8
"""Letters of a word that is mended at all, and of one that may have two slips."""


class Spelling:
    """Knows the words of the documents; without a dictionary of English nothing is taken for a slip."""

    def __init__(self, lexicon: Lexicon, texts: Iterable[str]) -> None:
        self._lexicon = lexicon
        words = {word for text in texts for word in _WORD.findall(text)}
        self._acronyms = {normal(word): word for word in words if len(word) > 1 and word.isupper()}
        self._words = {word.lower() for word in words}

    def mended(self, question: str) -> str:
        """A question as it was meant."""
        text = _LETTERS_APART.sub(self._together, question)
        text = _TWO_WORDS.sub(self._joined, text)
        return _WORD.sub(self._word, text)

    def _together(self, apart: re.Match[str]) -> str:
        letters = re.sub(r"[. ]", "", apart[0])
        return str(self._acronyms.get(letters.lower(), apart[0]))

    def _joined(self, pair: re.Match[str]) -> str:
        first, second = pair.groups()
        return str(first if first + second in self._words else pair[0])

    def _word(self, found: re.Match[str]) -> str:
        word = found[0]
        if len(word) < _LEAST or word != word.lower() or not self._is_slip(word):
            return word
        most = 2 if len(word) >= _LONG else 1
        far = {known: _apart(word, known, most) for known in self._words if known[0] == word[0]}
        near = [known for known, count in far.items() if count <= most]
        return str(min(near, key=lambda known: (far[known], known), default=word))

    def _is_slip(self, word: str) -> bool:
        if word in self._words or word in ENGLISH_EMPTY or not self._lexicon.dictionary:
            return False
        own = stem(word)
        return not (self._lexicon.is_english(own) or any(stem(known) == own for known in self._words))


def _apart(word: str, known: str, most: int) -> int:
    """The slips between two words, or between their stems: `highlite` is a form of `highlighting`."""
    return min(slips(word, known, most), slips(stem(word), stem(known), most))


def slips(one: str, other: str, most: int) -> int:
    """Letters changed, left out, added or swapped between two words; `most` + 1 for more (Damerau 1964)."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, row = row, [at]
        for place, against in enumerate(other, 1):
            cost = min(last[place] + 1, row[-1] + 1, last[place - 1] + (letter != against))
            if at > 1 < place and (letter, one[at - 2]) == (other[place - 2], against):
                cost = min(cost, before[place - 2] + 1)
            row.append(cost)
        before = last
    return min(row[-1], most + 1)
