"""Where sentences, clauses and phrases end, judged from the text alone.

Good enough to end a caption line at a natural place; no grammar.
"""

import re

from live.text.function_words import (
    ABBREVIATIONS,
    ARTICLES,
    BEFORE_NUMBERS,
    CHINESE_CONNECTIVES,
    CHINESE_PARTICLES,
    MAY_END_SENTENCES,
    ORDINAL_LANGUAGES,
    PHRASE_WORDS,
)
from live.text.typography import is_glued, is_unspaced

_CLOSERS = "\"'”’»›)]}）」』】〕〉》 "
_OPENERS = " \"'“‘«»¿¡([{（「『"
_STRONG_MARKS = frozenset("!?。！？．؟۔।")
_CLAUSE_MARKS = frozenset(",;:—–、，；：،؛…")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")

PHRASE_BREAK = 0.35
"""The cost of a break before a phrase; see `break_cost`."""


def ends_sentence(text: str, following: str | None, lang: str) -> bool:
    """Whether a sentence ends with `text`, given the text after it (None: not known yet).

    Without the following text only what is certain counts: "3." may go on to "3.5".
    """
    stem = text.rstrip(_CLOSERS)
    if not stem or (following is not None and is_glued(text, following)):
        return False
    if stem[-1] in _STRONG_MARKS:
        return following is not None or not _in_quotation(text)
    return stem[-1] == "." and _full_stop_ends(stem, following, lang)


def _in_quotation(text: str) -> bool:
    """Whether a Chinese or Japanese quotation is open, whose closing mark may still come."""
    return sum(text.count(c) for c in "「『（《") > sum(text.count(c) for c in "」』）》")


def _full_stop_ends(stem: str, following: str | None, lang: str) -> bool:
    token = stem.rsplit(None, 1)[-1].lstrip(_OPENERS).lower()
    name = token.rstrip(".")
    follows = (following or "").lstrip(_OPENERS)
    if follows[:1].islower():
        return False
    if token.endswith("..") or name in MAY_END_SENTENCES:
        return bool(follows)
    if name in BEFORE_NUMBERS:
        return bool(follows) and not follows[0].isdigit()
    if name[-1:].isdigit():
        return bool(follows) and not _is_ordinal(name, lang)
    return name not in ABBREVIATIONS and _INITIALS.fullmatch(token) is None


def _is_ordinal(name: str, lang: str) -> bool:
    return name.isdigit() and len(name) <= 2 and lang.partition("-")[0] in ORDINAL_LANGUAGES


def break_cost(left: str, right: str, lang: str) -> float:
    """How badly a break between two texts reads.

    0.0 after a clause or at the end, `PHRASE_BREAK` before a conjunction or preposition,
    1.0 in mid-phrase, 2.0 after an article, preposition or abbreviation and inside what looks like a word.
    """
    left, right = left.rstrip(" "), right.lstrip(" ")
    if (
        not left
        or not right
        or left.rstrip(_CLOSERS)[-1:] in _CLAUSE_MARKS
        or ends_sentence(left, " " + right, lang)
    ):
        return 0.0
    return _unspaced_cost(left, right) if is_unspaced(lang) else _spaced_cost(left, right, lang)


def _spaced_cost(left: str, right: str, lang: str) -> float:
    language = lang.partition("-")[0]
    phrase_words = PHRASE_WORDS.get(language, frozenset())
    last = left.rsplit(None, 1)[-1].strip(_OPENERS).lower()
    if last in phrase_words or last in ARTICLES.get(language, frozenset()) or last.endswith("."):
        return 2.0
    first = right.split(None, 1)[0].strip(_OPENERS).lower()
    return PHRASE_BREAK if first in phrase_words else 1.0


def _unspaced_cost(left: str, right: str) -> float:
    """Chinese: good before a connective and after a particle. Japanese: where hiragana is over."""
    if _is_hiragana(right[0]) or (_is_katakana(left[-1]) and _is_katakana(right[0])):
        return 2.0
    good = _is_hiragana(left[-1]) or left[-1] in CHINESE_PARTICLES or right.startswith(CHINESE_CONNECTIVES)
    return PHRASE_BREAK if good else 1.0


def _is_hiragana(char: str) -> bool:
    return "\u3041" <= char <= "\u309f"


def _is_katakana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30ff"
