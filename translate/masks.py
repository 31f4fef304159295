"""Puts marks such as X1 in the place of what a model must not touch, and takes them out again.

Measured with Qwen2.5 0.5B: marks of this form came through 24 of 24 times, terms written into the source
text 19 of 24, terms left alone 6 of 24.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from translate.glossary import Glossary, Term
from translate.letters import HAN
from translate.protect import address_spans, number_spans

_LETTERS = "XZQKJ"
_HAN_EDGE = re.compile(f"[{HAN}，。！？：；、（）「」『』《》]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark and what it stands for."""

    label: str
    original: str
    term: Term | None
    """None for an address or a number, which stays as it is."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its marks."""

    text: str
    marks: tuple[Mark, ...]

    def missing(self, translation: str) -> tuple[Mark, ...]:
        """The marks a translation does not have."""
        return tuple(mark for mark in self.marks if not _seen(mark).search(translation))

    def restore(self, translation: str, glossary: Glossary, code: str) -> str:
        """Write what the marks stand for, as language `code` writes it."""
        for mark in reversed(self.marks):
            fitted = partial(_fit, text=written(mark, glossary, code))
            translation = _seen(mark).sub(fitted, translation)
        return translation


def mask(text: str, code: str, glossary: Glossary, target: str, *, with_numbers: bool = False) -> Masked:
    """Mark the terms that have a ruling for `target`, addresses, and numbers if asked."""
    letter = next((x for x in _LETTERS if not re.search(rf"{x}\s?\d", text, re.IGNORECASE)), _LETTERS[0])
    out: list[str] = []
    marks: list[Mark] = []
    at = 0
    for start, end, term in _spans(text, code, glossary, target, with_numbers=with_numbers):
        if start < at:
            continue
        mark = Mark(f"{letter}{len(marks) + 1}", text[start:end], term)
        out += [text[at:start], mark.label]
        marks.append(mark)
        at = end
    return Masked("".join([*out, text[at:]]), tuple(marks))


def written(mark: Mark, glossary: Glossary, code: str) -> str:
    """What a mark stands for, as language `code` writes it."""
    into = glossary.into(mark.term, code) if mark.term else None
    return into or mark.original


def _spans(
    text: str, code: str, glossary: Glossary, target: str, *, with_numbers: bool
) -> Iterator[tuple[int, int, Term | None]]:
    spans: list[tuple[int, int, Term | None]] = [(a, b, None) for a, b in address_spans(text)]
    spans += [(f.start, f.end, f.term) for f in glossary.find(text, code) if glossary.into(f.term, target)]
    if with_numbers:
        spans += [(a, b, None) for a, b in number_spans(text)]
    return iter(sorted(spans, key=lambda span: (span[0], -span[1])))


def _seen(mark: Mark) -> re.Pattern[str]:
    return re.compile(rf"(\s?)(?<![A-Za-z]){mark.label[0]}[\s_-]?{mark.label[1:]}(?!\d)(\s?)", re.IGNORECASE)


def _fit(match: re.Match[str], text: str) -> str:
    """Keep the spaces around a word, not those around Chinese characters."""
    before = "" if _HAN_EDGE.match(text[0]) else match[1]
    after = "" if _HAN_EDGE.match(text[-1]) else match[2]
    return before + text + after
