"""What a guest is asked to agree to, and what is kept of the answer."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from live.errors import ConfigError

WORDINGS = Path(__file__).with_name("consent.toml")
USES = ("keep", "wall", "archive")
"""What a picture may be used for: `keep` is the guest's own download, without which there is no picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A guest's answer on the kiosk."""

    uses: frozenset[str]
    adult: bool
    """Whether the guest is an adult, or an adult is there who agrees for a child."""

    @property
    def enough(self) -> bool:
        """Whether a picture may be taken at all."""
        return self.adult and "keep" in self.uses and self.uses <= set(USES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The questions in one language."""

    version: str
    language: str
    texts: Mapping[str, str]
    """Question by use, with `adult` and, above them, `title` and `intro`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRecord:
    """What a guest agreed to: the words that were shown, when, and for which uses."""

    version: str
    language: str
    words: Mapping[str, str]
    """The question of each use agreed to, and the adult's, as shown."""
    uses: tuple[str, ...]
    agreed_at: datetime

    @classmethod
    def of(cls, agreement: Agreement, wording: Wording, now: datetime) -> Self:
        """Record an agreement to the words that were on the screen."""
        uses = tuple(use for use in USES if use in agreement.uses)
        words = {use: wording.texts[use] for use in (*uses, "adult")}
        return cls(version=wording.version, language=wording.language, words=words, uses=uses, agreed_at=now)

    def to_json(self) -> dict[str, Any]:
        """The record as JSON values."""
        return {
            "version": self.version,
            "language": self.language,
            "words": dict(self.words),
            "uses": list(self.uses),
            "agreed_at": self.agreed_at.isoformat(),
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """The record that `to_json` wrote."""
        return cls(
            version=content["version"],
            language=content["language"],
            words=content["words"],
            uses=tuple(content["uses"]),
            agreed_at=datetime.fromisoformat(content["agreed_at"]),
        )


def load_wordings(path: Path = WORDINGS, *, days: int) -> dict[str, Wording]:
    """Read the consent texts by page language; `{days}` in them is how long pictures are kept.

    Raises ConfigError when a text is missing: nobody may be asked half a question.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        version = str(content.pop("version"))
        return {
            language: Wording(version=version, language=language, texts=_complete(texts, days))
            for language, texts in content.items()
        }
    except KeyError as error:
        raise ConfigError(f"The consent texts '{path}' lack {error}. See booth/consent.toml.") from error
    except (OSError, ValueError) as error:
        raise ConfigError(f"Cannot read the consent texts '{path}': {error}.") from error


def _complete(texts: Mapping[str, str], days: int) -> dict[str, str]:
    return {key: texts[key].replace("{days}", str(days)) for key in ("title", "intro", *USES, "adult")}
