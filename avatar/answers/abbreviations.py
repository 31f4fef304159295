"""The abbreviations that documents explain: `Hong Kong Monetary Authority (HKMA)`."""

import re
from collections.abc import Iterable

from avatar.answers.question_words import ENGLISH_EMPTY
from avatar.answers.stems import normal, stem

_NAME_WORD = r"(?:[A-Z][\w'’-]*|&|of|and|for|the|in)"
_EXPLAINED = re.compile(rf"({_NAME_WORD}(?:\s+{_NAME_WORD})*)\s*\(([A-Z][A-Za-z.&]{{1,11}})\)")
_LETTER = re.compile(r"[A-Z]")


def abbreviations(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The stem of each abbreviation → the stems of the words it stands for, in order."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for match in _EXPLAINED.finditer(text):
            words = _spelt_out(match[1], match[2])
            if words:
                found[stem(normal(match[2]))] = words
    return found


def _spelt_out(before: str, short: str) -> tuple[str, ...]:
    """The last words before an abbreviation whose capitals it is made of."""
    letters = _LETTER.findall(short)
    words = [word for word in re.split(r"[\s-]+", before) if word[0].isupper()]
    for count in (len(letters), len(letters) + 1):
        last = words[-count:]
        initials = [word[0] for word in last]
        if len(letters) > 1 and len(last) == count and initials[: len(letters)] == letters:
            return tuple(stem(normal(word)) for word in last if normal(word) not in ENGLISH_EMPTY)
    return ()
