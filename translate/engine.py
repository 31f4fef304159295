"""What every translation model looks like to the rest: a batch of requests in, as many texts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One text to translate into one language."""

    text: str
    source: str
    """Language code of `text`."""
    target: str
    """Language code wanted; every variety of written Chinese is asked for as `zh` and comes as Simplified."""
    context: tuple[tuple[str, str], ...] = ()
    """The lines before it with their translations, oldest first; families without a use for it ignore it."""
    prefix: str = ""
    """Translated text that is on the screens already: the answer begins with it."""
    retry: bool = False
    """The first answer was refused: try another setting."""


class Translator(Protocol):
    """A loaded model. Its methods are called by one thread."""

    def supports(self, source: str, target: str) -> bool:
        """Whether the model knows both languages."""
        ...

    def translate(self, batch: Sequence[Request]) -> list[str]:
        """Translate a batch; raises EngineError when the model fails."""
        ...

    def close(self) -> None:
        """Free the model; nothing is asked of it afterwards."""
        ...
