"""Cuts a text into the pieces that are spoken one by one: the first is heard while the rest is made."""

import re
from itertools import pairwise

from live.text.sentences import ends_sentence

LONGEST = 220
"""Characters of a piece in a language that writes letters; Chinese says about three times as much in each."""
SPOKEN_LETTERS = 3
_SHORTEST_CLAUSE = 6
"""Letters: two syllables of Chinese."""
SENTENCE_PAUSE_S, CLAUSE_PAUSE_S = 0.2, 0.12

_STRONG_MARK = re.compile(r"[.!?。！？．…][\"'”’»)\]）」』】》]*\s*")
_CLAUSE_MARK = re.compile(r"[,;:—、，；：][\"'”’»)\]）」』】》]*\s*")
_LINE_END = re.compile(r"\s*\n\s*")
_HAN = re.compile(r"[㐀-鿿぀-ヿ]")


def split_sentences(text: str, lang: str) -> list[str]:
    """The sentences of a text, cut at a clause where one is very long; joined they are the text."""
    ends = {match.end() for match in _LINE_END.finditer(text)}
    for match in _STRONG_MARK.finditer(text):
        end = match.end()
        stem = text[:end].rstrip()
        if ends_sentence(stem, text[len(stem) :], lang):
            ends.add(end)
    sentences = [text[a:b] for a, b in pairwise(sorted({0, len(text), *ends}))]
    return [piece for sentence in sentences for piece in _short_enough(sentence)]


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence, in which a slow voice begins it; joined they are the sentence."""
    pieces: list[str] = []
    start = 0
    for match in _CLAUSE_MARK.finditer(sentence):
        if match.end() < len(sentence) and spoken_length(sentence[start : match.end()]) >= _SHORTEST_CLAUSE:
            pieces.append(sentence[start : match.end()])
            start = match.end()
    return [*pieces, sentence[start:]]


def pause_after_s(piece: str) -> float:
    """How long the speaker pauses after a piece: after a sentence, after a clause, not between two words."""
    text = piece.rstrip(" ")
    if text.endswith("\n") or any(match.end() == len(text) for match in _STRONG_MARK.finditer(text)):
        return SENTENCE_PAUSE_S
    clause = any(match.end() == len(text) for match in _CLAUSE_MARK.finditer(text))
    return CLAUSE_PAUSE_S if clause else 0.0


def spoken_length(text: str) -> int:
    """How long a text is to speak, in letters."""
    return len(text) + (SPOKEN_LETTERS - 1) * len(_HAN.findall(text))


def _short_enough(sentence: str) -> list[str]:
    if spoken_length(sentence) <= LONGEST:
        return [sentence]
    marks = [match.end() for match in _CLAUSE_MARK.finditer(sentence)]
    spaces = [match.end() for match in re.finditer(r"\s+", sentence)]
    for places in (marks, spaces, range(1, len(sentence))):
        fitting = [at for at in places if 0 < at < len(sentence) and spoken_length(sentence[:at]) <= LONGEST]
        if fitting:
            return [sentence[: fitting[-1]], *_short_enough(sentence[fitting[-1] :])]
    return [sentence]
