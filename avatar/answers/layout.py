"""From lines of plain text to paragraphs and headings, for files that mark neither."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from avatar.answers.documents import Block
from translate.letters import HAN

WRAPPED_AT = 140
"""A file with a longer line than this is not wrapped: each of its lines is a paragraph."""
LONGEST_HEADING = 100
_ENDS = re.compile(r"[.!?。！？:：;；…][\"'”’»」』）)\]]*$")
_ITEM = re.compile(r"^\s*(?:[-*•·–]|\(?\d{1,2}[.)、])\s+")
_GLUED = re.compile(f"[{HAN}，。、；：！？「」『』（）《》]$")
_HYPHENATED = re.compile(r"(?<=[a-z])-$")
_RULE = re.compile(r"[\W_]*")


def blocks_of(lines: Sequence[str], page: int | None = None) -> list[Block]:
    """Paragraphs and headings of a text's lines."""
    wrapped = max(map(len, lines), default=0) <= WRAPPED_AT
    paragraphs = [tidy(text) for text in _paragraphs(lines, wrapped=wrapped)]
    texts = [text for text in _mended(paragraphs) if not _RULE.fullmatch(text)]
    followed = [*(not _heads(after) for _, after in pairwise(texts)), False]
    return [
        Block(text=text, page=page, level=2 if _heads(text) and more else 0)
        for text, more in zip(texts, followed, strict=True)
    ]


def mended(blocks: Iterable[Block]) -> list[Block]:
    """Join a paragraph that goes on after a page's end."""
    found: list[Block] = []
    for block in blocks:
        if found and _goes_on(found[-1].text, block.text) and not (found[-1].level or block.level):
            joined = join(found[-1].text, block.text)
            found[-1] = Block(text=joined, page=found[-1].page)
        else:
            found.append(block)
    return found


def tidy(text: str) -> str:
    """A text with single spaces, and no control or invisible characters."""
    seen = "".join(c if c.isprintable() or c.isspace() else "" for c in text)
    return " ".join(seen.split())


def join(first: str, second: str) -> str:
    """One line and the next, as one."""
    if _HYPHENATED.search(first) and second[:1].islower():
        return first[:-1] + second
    return first + ("" if _GLUED.search(first) else " ") + second


def _paragraphs(lines: Sequence[str], *, wrapped: bool) -> Iterator[str]:
    current = ""
    for line in lines:
        stripped = line.strip()
        if current and (not wrapped or not stripped or _ITEM.match(line)):
            yield current
            current = ""
        if stripped:
            current = join(current, stripped) if current else stripped
    if current:
        yield current


def _mended(paragraphs: Iterable[str]) -> list[str]:
    return [block.text for block in mended(Block(text=text) for text in paragraphs)]


def _goes_on(text: str, after: str) -> bool:
    """Whether a long text was cut in the middle of a sentence."""
    return len(text) > 2 * LONGEST_HEADING and not _ENDS.search(text) and after[:1].isalnum()


def _heads(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and not _ENDS.search(text) and not _ITEM.match(text)
