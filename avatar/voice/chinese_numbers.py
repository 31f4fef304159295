"""Reads the numbers of a Chinese text out in characters."""

import re

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
_NUMBER = re.compile(
    r"(?P<year>\d{4})(?=年)|(?P<hour>\d{1,2}):(?P<minute>\d{2})|(?P<sign>-)?(?P<whole>\d[\d,]*)(?:\.(?P<part>\d+))?(?P<percent>\s?[%％])?"
)
_DIGIT_BY_DIGIT = 13
"""From so many digits on, and with a zero in front, a number is a name: a telephone or room number."""


def read_numbers(text: str) -> str:
    """The text with its numbers, years, times and percentages in characters."""
    return _NUMBER.sub(_read, text)


def _read(match: re.Match[str]) -> str:
    if year := match["year"]:
        return _digits(year)
    if match["hour"]:
        return _time(int(match["hour"]), int(match["minute"]))
    whole = match["whole"].replace(",", "")
    read = _digits(whole) if len(whole) >= _DIGIT_BY_DIGIT or _is_name(whole) else _integer(int(whole))
    if match["part"]:
        read += "点" + _digits(match["part"])
    return ("百分之" if match["percent"] else "") + ("负" if match["sign"] else "") + read


def _is_name(whole: str) -> bool:
    return len(whole) > 1 and whole[0] == "0"


def _digits(number: str) -> str:
    return "".join(_DIGITS[int(digit)] for digit in number)


def _time(hour: int, minute: int) -> str:
    hours = "两" if hour == 2 else _integer(hour)
    minutes = f"零{_integer(minute)}分" if 0 < minute < 10 else f"{_integer(minute)}分"
    return f"{hours}点" + {0: "", 30: "半"}.get(minute, minutes)


def _integer(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    read = ""
    gap = False
    for power in range(len(_GROUPS) - 1, -1, -1):
        group = number // 10_000**power % 10_000
        if group == 0:
            gap = gap or bool(read)
            continue
        if read and (gap or group < 1000):
            read += _DIGITS[0]
        read += _group(group) + _GROUPS[power]
        gap = False
    return read.removeprefix("一") if read.startswith("一十") else read


def _group(number: int) -> str:
    read = ""
    gap = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            gap = gap or bool(read)
            continue
        read += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _UNITS[place]
        gap = False
    return read
