"""Written Chinese as each reader expects it: one translation, four ways of writing.

Characters by OpenCC; punctuation full-width; no space between Chinese characters, one between a Chinese
character and a Latin word.
"""

import re
from functools import cache

from opencc import OpenCC

from translate.languages import base
from translate.letters import HAN

VARIANTS = ("zh", "zh-Hans", "zh-Hant", "zh-Hant-HK", "zh-Hant-TW")

_FROM_SIMPLIFIED = {"zh-Hant": "s2t", "zh-Hant-HK": "s2hk", "zh-Hant-TW": "s2twp", "yue": "s2hk"}
_FROM_TRADITIONAL = {"zh": "t2s", "zh-Hans": "t2s", "zh-Hant-HK": "t2hk", "zh-Hant-TW": "t2tw"}

_FULL_WIDTH = str.maketrans(",!?:;()", "，！？：；（）")
_HAN_OR_MARK = f"{HAN}，。！？：；、（）「」『』《》“”"
_SPACE_BESIDE_MARK = re.compile(r"[ \t]*([，。！？：；、（）「」『』《》])[ \t]*")
_SPACE_INSIDE = re.compile(f"(?<=[{_HAN_OR_MARK}])[ \t]+(?=[{_HAN_OR_MARK}])")
_MARK_AFTER = re.compile(f"(?<=[{HAN}）」』》”])[,!?:;]|(?<=[{HAN}）」』》”])[()]")
_MARK_BEFORE = re.compile(f"[,!?;()](?=[ ]?[{HAN}（「『《“])")
_STOP = re.compile(f"(?<=[{HAN}）」』》”])\\.(?![.\\w])")
_LATIN_STOP = re.compile(r"(?<=[A-Za-z0-9%])\.$")
_HAN_LATIN = re.compile(f"(?<=[{HAN}])[ ]?(?=[A-Za-z])")
_LATIN_HAN = re.compile(f"([A-Za-z][A-Za-z0-9]*)[ ]?(?=[{HAN}])")
_HAN_DIGIT = re.compile(f"(?<=[{HAN}])[ ]+(?=[0-9])|(?<![A-Za-z0-9])([0-9.,]+%?)[ ]+(?=[{HAN}])")
_QUOTED = re.compile(r""""([^"]*)"|“([^“”]*)”|(?<!\w)'([^']*)'|‘([^‘’]*)’""")
_IS_HAN = re.compile(f"[{HAN}]")


def is_chinese(code: str) -> bool:
    """Whether a code is written Chinese or written Cantonese."""
    return base(code) in ("zh", "yue")


def convert(text: str, code: str) -> str:
    """Write a Chinese text the way the readers of `code` expect."""
    table = _FROM_TRADITIONAL if is_traditional(text) else _FROM_SIMPLIFIED
    converted = _converter(table[code]).convert(text) if code in table else text
    return punctuated(converted, traditional=code == "yue" or code.startswith("zh-Hant"))


def in_one_script(text: str, code: str) -> str:
    """A piece of recognised Chinese, character by character in the script of `code`.

    Speech models write Mandarin in either script, and in both within a sentence.
    """
    table = {"zh": "t2s", "yue": "s2hk"}.get(code)
    return _converter(table).convert(text) if table else text


def is_traditional(text: str) -> bool:
    """Whether more characters are Traditional than Simplified; those that are both don't count."""
    to_simplified, to_traditional = _converter("t2s").convert(text), _converter("s2t").convert(text)
    return _changes(text, to_simplified) > _changes(text, to_traditional)


def punctuated(text: str, *, traditional: bool) -> str:
    """Give a Chinese text its punctuation and spacing; a text without Chinese characters stays."""
    if not _IS_HAN.search(text):
        return text
    text = _MARK_AFTER.sub(_full_width, text)
    text = _MARK_BEFORE.sub(_full_width, text)
    text = _LATIN_STOP.sub("。", _STOP.sub("。", text))
    text = _QUOTED.sub("「\\1\\2\\3\\4」" if traditional else "“\\1\\2\\3\\4”", text)
    text = _SPACE_BESIDE_MARK.sub("\\1", text)
    text = _SPACE_INSIDE.sub("", text)
    text = _HAN_DIGIT.sub("\\1", _HAN_LATIN.sub(" ", text))
    return _LATIN_HAN.sub("\\1 ", text).strip()


def _full_width(match: re.Match[str]) -> str:
    return match.group().translate(_FULL_WIDTH)


def _changes(before: str, after: str) -> int:
    return sum(a != b for a, b in zip(before, after, strict=False))


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)
