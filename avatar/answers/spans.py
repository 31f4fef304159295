"""Where the sentences of a text are."""

import re
from typing import NamedTuple

from avatar.answers.word_lists import words
from live.text.sentences import ends_sentence
from translate.letters import HAN

_MAY_END = re.compile(r"[.!?。！？…][\"'”’»」』）)\]]*")
_IS_HAN = re.compile(f"[{HAN}]")
_DOTTED = re.compile(r"(?<![\w&])(?:[A-Za-z]+\.)*[A-Z]\.$")
_OPENING = words(
    "A An And As At But For From He His I If In It Its On Our She That The Their These They This Those To We"
    " What When Where Who You"
)
"""Words that begin a sentence after a dotted abbreviation; any other may be the rest of a name."""


class Span(NamedTuple):
    """A part of a text, in characters."""

    start: int
    end: int


def sentence_spans(text: str) -> list[Span]:
    """The sentences of a text, without the spaces between them. Abbreviations and decimals end none."""
    lang = "zh" if _IS_HAN.search(text) else "en"
    spans, start = [], 0
    for mark in _MAY_END.finditer(text):
        following = text[mark.end() :]
        if mark.start() < start or _inside_name(text[start : mark.end()], following):
            continue
        if not ends_sentence(text[start : mark.end()], following or None, lang):
            continue
        spans.append(_trimmed(text, start, mark.end()))
        start = mark.end()
    rest = _trimmed(text, start, len(text))
    return [span for span in (*spans, rest) if span.start < span.end]


def _inside_name(text: str, following: str) -> bool:
    """Whether the full stop at the end belongs to a name, as in "the GenA.I. Sandbox"."""
    after = following.split(maxsplit=1)
    return bool(_DOTTED.search(text.rstrip(")]\"'”’")) and after and after[0] not in _OPENING)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
