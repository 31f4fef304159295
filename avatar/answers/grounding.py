"""Checks what a model wrote against the passage it was given: it may say less, never more."""

import re

from translate.protect import changed_numbers, lost_addresses

_NAME = re.compile(r"(?<![A-Za-z])[A-Z][\w.&’'-]*")
_LETTERS = re.compile(r"[^a-z0-9]")


def states_only(sentence: str, passage: str) -> bool:
    """Whether every number, date, address and name in Latin letters of a sentence stands in the passage."""
    if changed_numbers(sentence, passage) or lost_addresses(sentence, passage):
        return False
    there = _LETTERS.sub("", passage.lower())
    return all(_LETTERS.sub("", name.lower()) in there for name in _NAME.findall(sentence))
