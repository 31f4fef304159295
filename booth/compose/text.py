"""Writes text into boxes: as large as fits, on one line or several, with two scripts on one baseline."""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from PIL import ImageDraw

from booth.compose.fonts import FontBook

Align = Literal["left", "centre", "right"]
Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""

LINE = 1.28
"""Height of a line by the size of its font."""
SMALLEST = 0.5
"""How far a text may shrink before it is cut."""
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text looks."""

    font: str = "sans"
    weight: int = 500
    colour: str = "#ffffff"
    align: Align = "centre"
    tracking: float = 0.0
    """Space between letters by the size of the font."""
    capitals: bool = False
    lines: int = 1
    """How many lines it may take."""


class _Written(NamedTuple):
    size_px: int
    language: str


class Writer:
    """Writes with a book of fonts."""

    def __init__(self, fonts: FontBook) -> None:
        self._fonts = fonts

    def write(self, draw: ImageDraw.ImageDraw, text: str, box: Box, style: Style, language: str) -> None:
        """Write a text into a box, its lines in the middle of the height; an empty text writes nothing."""
        wanted = " ".join(text.split())
        if not wanted:
            return
        wanted = wanted.upper() if style.capitals else wanted
        lines, size = self._fitted(wanted, box, style, language)
        left, top, width, height = box
        first = top + (height - len(lines) * size * LINE) / 2
        for number, line in enumerate(lines):
            spare = width - self.length(line, size, style, language)
            x = left + {"left": 0.0, "centre": spare / 2, "right": spare}[style.align]
            baseline = first + (number + 0.5) * size * LINE + size * 0.35
            self._line(draw, line, (x, baseline), style, _Written(size, language))

    def length(self, text: str, size_px: int, style: Style, language: str) -> float:
        """Return how wide a line is."""
        total = 0.0
        for run, family, index in self._fonts.runs(text, style.font, language):
            font = self._fonts.face(family, style.weight, size_px, index)
            total += font.getlength(run) + len(run) * style.tracking * size_px
        return max(0.0, total - style.tracking * size_px)

    def _fitted(self, text: str, box: Box, style: Style, language: str) -> tuple[list[str], int]:
        """Return the lines and the largest size with which they fit; at the smallest one the end is cut."""
        largest = max(8, int(box[3] / LINE))
        for lines_allowed in range(1, style.lines + 1):
            size = max(8, int(box[3] / lines_allowed / LINE))
            smallest = max(
                8, int(largest / style.lines * (SMALLEST if lines_allowed == style.lines else 0.95))
            )
            while size >= smallest:
                lines = self._wrapped(text, box[2], size, style, language)
                if len(lines) <= lines_allowed:
                    return lines, size
                size -= max(1, size // 16)
        lines = self._wrapped(text, box[2], smallest, style, language)[: style.lines]
        return [*lines[:-1], self._cut(lines[-1], box[2], smallest, style, language)], smallest

    def _wrapped(self, text: str, width: int, size: int, style: Style, language: str) -> list[str]:
        """Break a text where it is too wide: at spaces, and inside Chinese where that saves a line."""
        whole = self._packed(re.findall(r"\S+\s*", text), width, size, style, language)
        broken = self._packed(_pieces(text), width, size, style, language)
        fits = all(self.length(line, size, style, language) <= width for line in whole)
        lines = whole if fits and len(whole) <= len(broken) else broken
        too_wide = any(self.length(line, size, style, language) > width for line in lines)
        return [*lines, ""] * len(text) if too_wide and len(lines) == 1 else lines

    def _packed(self, pieces: list[str], width: int, size: int, style: Style, language: str) -> list[str]:
        """Put as many pieces on each line as it has room for."""
        lines, line = [], ""
        for piece in pieces:
            if line and self.length((line + piece).rstrip(), size, style, language) > width:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        return [*lines, line.rstrip()]

    def _cut(self, line: str, width: int, size: int, style: Style, language: str) -> str:
        while line and self.length(line + ELLIPSIS, size, style, language) > width:
            line = line[:-1]
        return line.rstrip() + ELLIPSIS

    def _line(
        self, draw: ImageDraw.ImageDraw, text: str, at: tuple[float, float], style: Style, written: _Written
    ) -> None:
        x, baseline = at
        for run, family, index in self._fonts.runs(text, style.font, written.language):
            font = self._fonts.face(family, style.weight, written.size_px, index)
            for part in run if style.tracking else (run,):
                draw.text((x, baseline), part, fill=style.colour, font=font, anchor="ls")
                x += font.getlength(part) + style.tracking * written.size_px


def _pieces(text: str) -> list[str]:
    """Split a text into what must not be broken: words with the space after them, or CJK characters."""
    pieces: list[str] = []
    for character in text:
        joins = pieces and not _is_cjk(character) and not _is_cjk(pieces[-1][-1]) and pieces[-1][-1] != " "
        if pieces and (joins or character in " ，。、！？：；」』）…"):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _is_cjk(character: str) -> bool:
    return 0x2E80 <= ord(character) <= 0x9FFF or 0xF900 <= ord(character) <= 0xFFEF
