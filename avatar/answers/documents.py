"""Documents as passages, each with its place: what is searched, quoted and opened by a citation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from avatar.answers.spans import Span, sentence_spans

LONGEST_PASSAGE = 900
"""Characters; a longer paragraph is cut between two sentences."""
_JOINT = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or a heading as a reader of files finds it."""

    text: str
    page: int | None = None
    """Counted from 1, where the file has pages."""
    level: int = 0
    """1 to 6 for a heading, 0 for a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, or a part of a long one."""

    id: str
    """Unique in its document: `p12`, the anchor of the page that shows it."""
    text: str
    start: int
    """Where it begins in the document's text, in characters."""
    page: int | None
    heading: str
    paragraph: int
    """Counted from 1 over the whole document."""
    is_heading: bool = False
    sentences: tuple[Span, ...] = ()
    """Within `text`."""

    @property
    def end(self) -> int:
        """Where it ends in the document's text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of the event."""

    name: str
    """Its path within the folder, with `/`: part of its address."""
    title: str
    text: str
    passages: tuple[Passage, ...]


def document(name: str, blocks: Iterable[Block]) -> Document:
    """Cut blocks into passages. The title is the first heading of level 1, else the file's name."""
    found: list[Passage] = []
    title, heading, paragraph, at = "", "", 0, 0
    for block in blocks:
        title = title or (block.text if block.level == 1 else "")
        heading = block.text if block.level else heading
        paragraph += not block.level
        for part in _parts(block):
            passage = Passage(
                id=f"p{len(found) + 1}",
                text=part,
                start=at,
                page=block.page,
                heading=heading,
                paragraph=paragraph,
                is_heading=bool(block.level),
                sentences=() if block.level else tuple(sentence_spans(part)),
            )
            found.append(passage)
            at = passage.end + len(_JOINT)
    text = _JOINT.join(passage.text for passage in found)
    return Document(name=name, title=title or name, text=text, passages=tuple(found))


def _parts(block: Block) -> list[str]:
    """A block's text, cut between sentences where it is too long."""
    if block.level or len(block.text) <= LONGEST_PASSAGE:
        return [block.text]
    return [block.text[part.start : part.end] for part in _grouped(sentence_spans(block.text))]


def _grouped(sentences: Sequence[Span]) -> list[Span]:
    groups: list[Span] = []
    for sentence in sentences:
        if groups and sentence.end - groups[-1].start <= LONGEST_PASSAGE:
            groups[-1] = Span(groups[-1].start, sentence.end)
        else:
            groups.append(sentence)
    return groups
