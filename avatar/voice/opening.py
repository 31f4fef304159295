"""Cuts the first sentence of a text into pieces that grow, so that a slow voice is heard soon. Pure.

A clause that ends early is the best place; else a piece ends between two words, which is heard as a short
hesitation.
"""

import re
from collections.abc import Iterator

from avatar.voice.mandarin import words_of
from avatar.voice.sentences import CLAUSE_MARK, spoken_length

FIRST = 15
"""Letters of the first piece at most: five syllables of Chinese."""
GROWTH = 1.5
"""How much longer the next piece may be: it is made while those before it are heard."""
_SLACK = 1.3
"""A rest that is only so much longer stays in one piece."""
_CLINGS = re.compile(r"[\d的了们們着过過吗嗎呢吧地得%％]")
"""What is not parted from what comes before it."""
_LEADS = re.compile(r"[第\d]\s*$")
"""What is not parted from what comes after it."""


def growing_pieces(sentence: str) -> list[str]:
    """The pieces of a sentence; joined they are the sentence."""
    pieces: list[str] = []
    rest, longest = sentence, float(FIRST)
    while spoken_length(rest) > longest * _SLACK and (end := _end(rest, longest)):
        pieces.append(rest[:end])
        rest, longest = rest[end:], longest * GROWTH
    return [*pieces, rest]


def _end(text: str, longest: float) -> int:
    """Where the first piece of a text ends; 0 where there is no place."""
    clauses = [match.end() for match in CLAUSE_MARK.finditer(text)]
    for places in (clauses, list(_between_words(text))):
        fitting = [at for at in places if longest / 3 <= spoken_length(text[:at]) <= longest]
        if fitting:
            return fitting[-1]
    return 0


def _between_words(text: str) -> Iterator[int]:
    at = 0
    for word in words_of(text):
        at += len(word)
        if at < len(text) and not _CLINGS.match(text, at) and not _LEADS.search(text[:at]):
            yield at
