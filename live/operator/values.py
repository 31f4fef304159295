"""How the values of a command are read from JSON: pure. A reader returns the value or raises ValueError."""

from collections.abc import Callable
from dataclasses import field
from typing import Any

from live.languages import canonical

Read = Callable[[object], Any]
MAX_LINES = 500
"""Lines that one command may take back."""


def described(read: Read, about: str, **default: Any) -> Any:
    """A field of a command: how it is read, and what it is, for people."""
    return field(metadata={"read": read, "about": about}, **default)


def text(longest: int, *, empty: bool = True) -> Read:
    """A text of at most `longest` characters, on one line."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("must be a text")
        line = " ".join(value.split()) if "\n" in value or "\t" in value else value
        if len(line) > longest:
            raise ValueError(f"has {len(line)} characters; at most {longest}")
        if not empty and not line.strip():
            raise ValueError("must not be empty")
        if any(ord(letter) < 32 or 0xD800 <= ord(letter) < 0xE000 for letter in line):
            raise ValueError("has characters that cannot be shown")
        return line

    return read


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def seconds(most: float) -> Read:
    """Seconds from 0 to `most`."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise ValueError(f"must be a number of seconds from 0 to {most:g}")
        return float(value)

    return read


def line(value: object) -> int:
    """The id of a line."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise ValueError("must be the number of a line")
    return value


def lines(value: object) -> tuple[int, ...]:
    """The ids of one line or more."""
    if not isinstance(value, list) or not 0 < len(value) <= MAX_LINES:
        raise ValueError(f"must be a list of 1 to {MAX_LINES} numbers of lines")
    return tuple(line(each) for each in value)


def language(value: object) -> str:
    """A language code, as it is usually spelt; empty for none."""
    if not isinstance(value, str) or len(value) > 20:
        raise ValueError("must be a language code, such as en or zh-Hant-HK")
    return canonical(value) if value else ""


def texts(longest: int, most: int) -> Read:
    """At most `most` texts."""

    def read(value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) > most:
            raise ValueError(f"must be a list of at most {most} texts")
        return tuple(text(longest, empty=False)(each) for each in value)

    return read


def by_language(longest: int) -> Read:
    """A text for some languages, as pairs of code and text."""

    def read(value: object) -> tuple[tuple[str, str], ...]:
        if not isinstance(value, dict) or len(value) > 50:
            raise ValueError('must give texts by language, such as {"es": "Juan"}')
        return tuple((language(code), text(longest, empty=False)(each)) for code, each in value.items())

    return read


def one_of(*choices: str) -> Read:
    """One of these words."""

    def read(value: object) -> str:
        if value not in choices:
            raise ValueError(f"must be one of {', '.join(filter(None, choices))}")
        return str(value)

    return read
