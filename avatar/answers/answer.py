"""An answer, and where it stands."""

from dataclasses import asdict, dataclass
from typing import Any, Literal
from urllib.parse import quote

from avatar.answers.question import Language

Source = Literal["programme", "documents", "none"]
"""Where an answer comes from; `none` is a refusal."""
PROGRAMME = "programme"
"""The name of the programme among the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in the event's documents or programme."""

    document: str
    title: str
    anchor: str
    """The passage or row on the page that shows it."""
    quote: str
    """What stands there, word for word."""
    page: int | None = None
    heading: str = ""
    paragraph: int | None = None
    start: int = 0
    end: int = 0
    """Where the quotation is in the document's text; both 0 in the programme."""

    @property
    def url(self) -> str:
        """The address of our page that shows the quotation marked."""
        marked = f"?from={self.start}&to={self.end}" if self.end else ""
        return f"/documents/{quote(self.document)}{marked}#{self.anchor}"

    def as_json(self) -> dict[str, Any]:
        """For the page and the log."""
        return asdict(self) | {"url": self.url}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said to a question."""

    question: str
    lang: Language
    text: str
    source: Source
    citations: tuple[Citation, ...] = ()
    translated: bool = False
    """Part of `text` is a machine's translation of the quotation."""

    @property
    def refused(self) -> bool:
        """Whether it is left to a person to answer."""
        return self.source == "none"

    def as_json(self) -> dict[str, Any]:
        """For the page and the log."""
        return {
            "question": self.question,
            "lang": self.lang,
            "text": self.text,
            "source": self.source,
            "refused": self.refused,
            "translated": self.translated,
            "citations": [citation.as_json() for citation in self.citations],
        }
