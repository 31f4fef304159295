"""Finds when the words of a text, as they are written, are heard in its speech.

A voice reads numbers and signs out, so what it speaks differs from what is written: "29" is "twenty-nine".
Characters that are in both are matched; the rest lies between their neighbours.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from avatar.voice.speech import TimedWord

_HAN = r"㐀-鿿豈-﫿぀-ヿ"
_OPEN = re.escape("“‘「『《（([")
_WORD = re.compile(rf"\s*[{_OPEN}]*(?:[{_HAN}]|[^\s{_HAN}{_OPEN}]+)[^\s\w{_OPEN}]*|\s*\S")


def written_words(text: str) -> list[str]:
    """The words of a text with the space before and the punctuation after; joined they are the text.

    A Chinese or Japanese character is a word.
    """
    words = _WORD.findall(text)
    rest = text[sum(map(len, words)) :]
    return [*words[:-1], words[-1] + rest] if words else [text] if text else []


def timed_words(text: str, heard: Sequence[tuple[str, float, float]], end_s: float) -> tuple[TimedWord, ...]:
    """The written words with their times; `heard` are the spoken tokens with start and end in seconds."""
    words = written_words(text)
    starts_s = _starts_s(words, heard)
    return tuple(
        TimedWord(text=word, start_s=start_s, end_s=max(start_s, until_s))
        for word, (start_s, until_s) in zip(words, pairwise([*starts_s, end_s]), strict=True)
    )


def _starts_s(words: Sequence[str], heard: Sequence[tuple[str, float, float]]) -> list[float]:
    spoken = [
        (character, start_s + (end_s - start_s) * at / len(token))
        for token, start_s, end_s in heard
        for at, character in enumerate(token.casefold())
        if character.isalnum()
    ]
    written = [(c, n) for n, word in enumerate(words) for c in word.casefold() if c.isalnum()]
    matcher = SequenceMatcher(None, [c for c, _ in written], [c for c, _ in spoken], autojunk=False)
    known: dict[int, float] = {}
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            word = written[block.a + step][1]
            known.setdefault(word, spoken[block.b + step][1])
    first_s = heard[0][1] if heard else 0.0
    last_s = heard[-1][2] if heard else 0.0
    return _filled([known.get(n) for n in range(len(words))], first_s, last_s)


def _filled(times_s: list[float | None], first_s: float, last_s: float) -> list[float]:
    """Times that are not known, evenly between those that are; none is before the one before it."""
    filled: list[float] = []
    for at, time_s in enumerate(times_s):
        before_s = filled[-1] if filled else first_s
        between_s = before_s
        if time_s is None and filled:
            ahead = next(((n, t) for n, t in enumerate(times_s[at:]) if t is not None), None)
            steps, next_s = ahead if ahead else (len(times_s) - at, last_s)
            between_s = before_s + max(0.0, next_s - before_s) / (steps + 1)
        filled.append(max(before_s, between_s if time_s is None else time_s))
    return filled
