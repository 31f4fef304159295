"""Which letters a text is made of."""

import re
from collections import Counter

from translate.languages import Script

_RANGES: tuple[tuple[Script, str], ...] = (
    ("Hani", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007\U00020000-\U0003ffff"),
    ("Jpan", "\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9f"),
    ("Kore", "\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e"),
    ("Latn", "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"),
    ("Cyrl", "\u0400-\u052f"),
    ("Grek", "\u0370-\u03ff\u1f00-\u1fff"),
    ("Arab", "\u0620-\u064a\u066e-\u06d3\u0750-\u077f"),
    ("Hebr", "\u05d0-\u05ea"),
    ("Deva", "\u0904-\u0939"),
    ("Beng", "\u0985-\u09b9"),
    ("Guru", "\u0a05-\u0a39"),
    ("Gujr", "\u0a85-\u0ab9"),
    ("Taml", "\u0b83-\u0bb9"),
    ("Telu", "\u0c05-\u0c39"),
    ("Knda", "\u0c85-\u0cb9"),
    ("Mlym", "\u0d05-\u0d39"),
    ("Sinh", "\u0d85-\u0dc6"),
    ("Thai", "\u0e01-\u0e2e"),
    ("Laoo", "\u0e81-\u0eae"),
    ("Tibt", "\u0f40-\u0f6c"),
    ("Mymr", "\u1000-\u102a"),
    ("Khmr", "\u1780-\u17b3"),
    ("Armn", "\u0531-\u0586"),
    ("Geor", "\u10a0-\u10ff"),
    ("Ethi", "\u1200-\u135a"),
)
_PATTERNS = tuple((script, re.compile(f"[{chars}]")) for script, chars in _RANGES)

HAN = _RANGES[0][1]
"""The Chinese characters, as the inside of a character class."""
WIDE = HAN + _RANGES[1][1] + "\uac00-\ud7a3"
"""The letters that take as much room as two others."""

_WIDE = re.compile(f"[{WIDE}]")
_WIDE_LENGTH = 2.5
"""A Chinese, Japanese or Korean character says about as much as this many Latin letters."""


def scripts(text: str) -> Counter[Script]:
    """How many letters of each script there are."""
    return Counter({script: len(found) for script, p in _PATTERNS if (found := p.findall(text))})


def length(text: str) -> float:
    """How much a text says, in Latin letters."""
    wide = len(_WIDE.findall(text))
    return len(text) - wide + wide * _WIDE_LENGTH


def has_letters(text: str) -> bool:
    """Whether there is anything to translate."""
    return any(character.isalpha() for character in text)
