"""The time of day that a question names, in English or in Simplified Chinese."""

import re
from datetime import time

from avatar.answers.terms import chinese_number

_DIGITS = "一二三四五六七八九十两"
_CLOCK = re.compile(
    r"(?P<h>\d{1,2})[:：](?P<m>\d{2})|(?P<h12>\d{1,2})(?:[:.](?P<m12>\d{2}))? ?(?P<half>[ap])\.?m\b"
    rf"|(?<!几)(?P<hz>[0-9{_DIGITS}]{{1,3}})[点时](?:(?P<mz>半|[0-9{_DIGITS}]{{1,3}})分?)?",
    re.IGNORECASE,
)
_NOON = re.compile(r"\b(?:noon|midday)\b|正午", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|by|around) (\d{1,2})(?:[.:]?(\d{2}))?(?: o'clock)?(?=[?,. ]|$)", re.IGNORECASE)


def asked_time(text: str) -> tuple[time | None, str]:
    """The time of day that a question names, and the question without it."""
    text = _NOON.sub("12:00", text)
    match = _CLOCK.search(text)
    if match is None:
        if plain := _AT.search(text):
            return _clock(int(plain[1]), int(plain[2] or 0)), text.replace(plain[0], " ")
        return None, text
    rest = text[: match.start()] + " " + text[match.end() :]
    if match["hz"]:
        hour = int(chinese_number(match["hz"]) or match["hz"])
        minutes = {None: "0", "半": "30"}.get(match["mz"]) or chinese_number(match["mz"]) or match["mz"]
        if "下午" in text and hour < 12:
            hour += 12
        return _clock(hour, int(minutes)), rest.replace("下午", " ").replace("上午", " ")
    if match["half"]:
        hour = int(match["h12"]) % 12 + (12 if match["half"] in "pP" else 0)
        return _clock(hour, int(match["m12"] or 0)), rest
    return _clock(int(match["h"]), int(match["m"])), rest


def _clock(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None
