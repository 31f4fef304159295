"""Reads plain text and Markdown."""

import re
from pathlib import Path

from avatar.answers.documents import Block
from avatar.answers.errors import DocumentError
from avatar.answers.layout import blocks_of, tidy

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"(\*\*|__|`)(.+?)\1|(?<![\w*])[*_]([^*_]+)[*_](?![\w*])")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^>]*>", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|-])")


def read_text(path: Path) -> list[Block]:
    """The paragraphs of a text file; raises DocumentError."""
    return blocks_of(content(path).splitlines())


def read_markdown(path: Path) -> list[Block]:
    """The headings, paragraphs, items and table rows of a Markdown file; raises DocumentError."""
    blocks: list[Block] = []
    paragraph: list[str] = []

    def finish() -> None:
        text = _plain(" ".join(paragraph))
        paragraph.clear()
        if text:
            blocks.append(Block(text=text))

    for line in _TAG.sub("", content(path)).splitlines():
        heading = _HEADING.match(line)
        if heading or not line.strip() or _ITEM.match(line) or line.lstrip().startswith("|"):
            finish()
        if heading:
            blocks.append(Block(text=_plain(heading[2]), level=len(heading[1])))
        elif line.strip() and not _TABLE_RULE.match(line):
            paragraph.append(_ITEM.sub("", line))
    finish()
    return [block for block in blocks if block.text]


def content(path: Path) -> str:
    """A text file's content; raises DocumentError when it is no text in UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"Cannot read '{path.name}': it is not text in UTF-8. Save it again with that encoding."
        ) from error
    except OSError as error:
        raise DocumentError(f"Cannot read '{path.name}': {error.strerror or error}.") from error


def _plain(line: str) -> str:
    """A line of Markdown without its marks."""
    line = _LINK.sub(r"\1", line.strip().strip("|").replace("|", " · ").lstrip("> "))
    line = _MARKS.sub(lambda match: match[2] or match[3], line)
    return tidy(_ESCAPED.sub(r"\1", line))
