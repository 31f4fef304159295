"""Common words by which a language written in Latin letters is recognised in a sentence."""

import re
from collections.abc import Collection

_WORDS = {
    "en": "the of and to in is that for it with was are be this on as have not you we they from will our"
    " your my what how now here there has all can would hello good morning thank thanks welcome please yes"
    " say these those use answer about when which who if by at",
    "es": "el la los las de que y en un una es por con para se del al no su lo como más pero sus este está",
    "fr": "le la les de des et en un une est que dans pour qui sur pas par plus avec ce il nous vous sont du"
    " à tous",
    "de": "der die das und in zu den ist von mit dem nicht ein eine für auf sich auch es wir sie im sind als",
    "pt": "o a os as de que e em um uma é por com para não se do da no na dos mais como ao nós seu está são"
    " à",
    "it": "il la le gli di che e in un una è per con non si del della i sono più anche come al nel questo",
    "nl": "de het een en van in is dat op te zijn voor met niet aan er ook als bij door we naar om",
}
_SETS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")

CERTAIN = 3
"""So many more words of one language than of the other tell them apart,"""
CERTAIN_ALONE = 2
"""or so many where there are none of the other."""


def common_words(code: str) -> frozenset[str]:
    """The common words of a language; none where we know none."""
    return _SETS.get(code, frozenset())


def are_words_of(words: Collection[str], code: str) -> bool:
    """Whether all of some words in small letters are common ones of a language."""
    return set(words) <= common_words(code)


def is_foreign(word: str, expected: str) -> bool:
    """Whether a word is a common one of other languages, and not of the `expected` one, which is known."""
    known = _SETS.get(expected)
    return known is not None and word not in known and any(word in words for words in _SETS.values())


def reads_foreign(text: str, expected: str) -> bool:
    """Whether a text is in another language than the `expected` one, as far as known."""
    if expected not in _SETS:
        return False
    words = [word.lower() for word in _WORD.findall(text)]
    ours = sum(word in _SETS[expected] for word in words)
    theirs = max(sum(word in known for word in words) for known in _SETS.values())
    return theirs >= ours + CERTAIN or (not ours and theirs >= CERTAIN_ALONE)
