"""What must come through a translation unharmed: numbers, times, money, e-mail addresses, URLs."""

import re

_URL = r"(?:https?://|www\.)[^\s<>，。；！？）]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|hk|io|ai|edu|gov|cn|uk|eu)\b(?:/[^\s<>，。；]*)?"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_ADDRESS = re.compile(f"{_EMAIL}|{_URL}", re.ASCII)
_NUMBER = re.compile(r"\d{1,2}h\d{2}\b|\d+(?:[.,:\u00a0\u202f ’']\d+)*", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ’']\d{3})+", re.ASCII)
_TIME = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)", re.ASCII)

SPELT_OUT = 12
"""Numbers up to this may be written as words in a translation."""


def address_spans(text: str) -> list[tuple[int, int]]:
    """Where the e-mail addresses and URLs are: characters [start, end)."""
    found = _ADDRESS.finditer(text)
    return [(match.start(), match.start() + len(match.group().rstrip(".,;:!?)"))) for match in found]


def number_spans(text: str) -> list[tuple[int, int]]:
    """Where the numbers and times in digits are, outside addresses."""
    blanked = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    return [match.span() for match in _NUMBER.finditer(blanked)]


def addresses(text: str) -> tuple[str, ...]:
    """E-mail addresses and URLs, as written."""
    return tuple(text[start:end] for start, end in address_spans(text))


def numbers(text: str) -> tuple[str, ...]:
    """Numbers and times in digits, as written."""
    return tuple(text[start:end] for start, end in number_spans(text))


def lost_addresses(source: str, translation: str) -> tuple[str, ...]:
    """The source's addresses that the translation does not have."""
    return tuple(address for address in addresses(source) if address not in translation)


def changed_numbers(source: str, translation: str) -> tuple[str, ...]:
    """The source's numbers that the translation does not say.

    Units of counting differ ("3 million" is 300万), so significant digits are compared; a clock may be of
    12 or 24 hours.
    """
    there = {key for number in numbers(translation) for key in _keys(number)}
    there |= {key for number in numbers(_joined(translation)) for key in _keys(number)}
    return tuple(n for n in numbers(source) if not _may_be_spelt(n) and not there & _keys(n))


def significant_digits(number: str) -> str:
    """Those of a number as written, without marks and the zeros around them; "0" for none."""
    return re.sub(r"\D", "", number).strip("0") or "0"


def _joined(text: str) -> str:
    """Numbers without the marks between groups of three."""
    return _GROUPED.sub(lambda match: re.sub(r"\D", "", match.group()), text)


def _keys(number: str) -> frozenset[str]:
    """Forms in which a number can be recognised: its significant digits, or an hour and minutes."""
    time = _TIME.fullmatch(number)
    keys = {significant_digits(number)}
    if time:
        hour, minute = int(time[1]), time[2]
        keys |= {f"{hour % 12}:{minute}"}
        if minute == "00":
            keys |= {str(hour % 12), str(hour % 12 + 12)}
    return frozenset(keys)


def _may_be_spelt(number: str) -> bool:
    return number.isdigit() and int(number) <= SPELT_OUT
