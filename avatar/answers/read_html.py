"""Reads HTML: the text that a reader sees, nothing that runs."""

from html.parser import HTMLParser
from pathlib import Path

from avatar.answers.documents import Block
from avatar.answers.layout import tidy
from avatar.answers.read_text import content

_HIDDEN = frozenset({"script", "style", "template", "noscript", "nav", "svg", "form", "iframe", "title"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong"}
    | {"sub", "sup", "td", "th", "time", "u"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_html(path: Path) -> list[Block]:
    """The headings and paragraphs of a page; raises DocumentError."""
    parser = _Parser()
    parser.feed(content(path))
    parser.close()
    parser.finish()
    return parser.blocks


class _Parser(HTMLParser):
    """Collects blocks; text inside hidden elements is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._level = 0
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        if tag in _VOID:
            self._text.append(" " if tag == "br" else "")
        elif self._hidden or tag in _HIDDEN or _is_hidden(dict(attrs)):
            self._hidden.append(tag)
        elif tag not in _INLINE:
            self.finish()
            self._level = _HEADINGS.get(tag, 0)

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif not self._hidden and tag in ("td", "th"):
            self._text.append(" · ")
        elif not self._hidden and tag not in _INLINE:
            self.finish()

    def handle_data(self, data: str) -> None:
        """See HTMLParser."""
        if not self._hidden:
            self._text.append(data)

    def finish(self) -> None:
        """End the present block."""
        text = tidy("".join(self._text)).strip(" ·")
        if text:
            self.blocks.append(Block(text=text, level=self._level))
        self._text.clear()
        self._level = 0


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or attributes.get("aria-hidden") == "true"
