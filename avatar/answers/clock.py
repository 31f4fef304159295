"""The times of day that a question names, in English or in Simplified Chinese."""

import re
from datetime import time

from avatar.answers.terms import chinese_number

_DIGITS = "一二三四五六七八九十两"
_CLOCK = re.compile(
    r"(?P<h>\d{1,2})[:：](?P<m>\d{2})(?! ?[ap]\.?m\b)"
    r"|(?P<h12>\d{1,2})(?:[:：.](?P<m12>\d{2}))? ?(?P<half>[ap])\.?m\b"
    rf"|(?<!几)(?P<hz>[0-9{_DIGITS}]{{1,3}})[点时](?:(?P<mz>半|[0-9{_DIGITS}]{{1,3}})分?)?",
    re.IGNORECASE,
)
_NOON = re.compile(r"\b(?:noon|midday)\b|正午", re.IGNORECASE)
_HOURS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_HOUR = rf"(?:\d{{1,2}}|{'|'.join(_HOURS)})"
_AT = re.compile(rf"\b(?:at|by|around) ({_HOUR})(?:[.:]?(\d{{2}}))?(?: o'clock)?(?=[?,. ]|$)", re.IGNORECASE)
_PAST = re.compile(rf"\b(half|quarter) (past|to) ({_HOUR})\b", re.IGNORECASE)
_POINT = rf"{_HOUR}(?:[.:]\d{{2}})?(?: ?[ap]\.?m)?"
_BETWEEN = re.compile(rf"\b(?:between|from) ({_POINT}) (?:and|to|until|till) ({_POINT})\b", re.IGNORECASE)
_CHINESE_POINT = rf"[0-9{_DIGITS}]{{1,3}}[点时](?:半|[0-9{_DIGITS}]{{1,3}}分?)?"
_CHINESE_BETWEEN = re.compile(rf"({_CHINESE_POINT})(?:到|至|和|同)({_CHINESE_POINT})(?:之间)?")
_AFTERNOON = ("下午", "晚上")
_PART = re.compile(f"{'|'.join(_AFTERNOON)}|上午|早上|凌晨|中午")
_EARLIEST = 7
"""The hour before which an hour alone is one of the afternoon: events are by day."""


def asked_times(text: str) -> tuple[time | None, time | None, str]:
    """From when to when a question asks, or the time alone, and the question without it."""
    text = _PAST.sub(_in_digits, text)
    for between, before in ((_BETWEEN, "at "), (_CHINESE_BETWEEN, "")):
        if match := between.search(text):
            (start, _), (end, _) = (asked_time(before + point) for point in match.groups())
            if start and end and start < end:
                return start, end, text.replace(match[0], " ")
    found, rest = asked_time(text)
    return found, None, rest


def asked_time(text: str) -> tuple[time | None, str]:
    """The time of day that a question names, and the question without it."""
    text = _NOON.sub("12:00", text)
    match = _CLOCK.search(text)
    if match is None:
        if plain := _AT.search(text):
            return _clock(_by_day(_hour(plain[1])), int(plain[2] or 0)), text.replace(plain[0], " ")
        return None, text
    rest = text[: match.start()] + " " + text[match.end() :]
    if match["hz"]:
        hour = int(chinese_number(match["hz"]) or match["hz"])
        minutes = {None: "0", "半": "30"}.get(match["mz"]) or chinese_number(match["mz"]) or match["mz"]
        part = _PART.search(text)
        if part is None:
            hour = _by_day(hour)
        elif part[0] in _AFTERNOON and hour < 12:
            hour += 12
        return _clock(hour, int(minutes)), _PART.sub(" ", rest)
    if match["half"]:
        hour = int(match["h12"]) % 12 + (12 if match["half"] in "pP" else 0)
        return _clock(hour, int(match["m12"] or 0)), rest
    hour = int(match["h"])
    return _clock(hour if match["h"].startswith("0") else _by_day(hour), int(match["m"])), rest


def _in_digits(match: re.Match[str]) -> str:
    """Half past twelve as 12:30."""
    hour, minutes = _hour(match[3]), 30 if match[1].lower() == "half" else 15
    return f"{hour}:{minutes:02}" if match[2].lower() == "past" else f"{(hour - 1) or 12}:{60 - minutes:02}"


def _hour(said: str) -> int:
    return int(said) if said.isdigit() else _HOURS.index(said.lower()) + 1


def _by_day(hour: int) -> int:
    return hour + 12 if hour < _EARLIEST else hour


def _clock(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None
