"""The catalogue of looks: looks.toml, checked.

Never free text on faces: guests choose from this list only.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from booth.errors import BoothError
from booth.ports import Look

PROVIDERS = ("grade", "drawing", "scene", "diffusion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One look as the catalogue has it."""

    id: str
    provider: str
    names: Mapping[str, str]
    set: Mapping[str, Any]
    """The provider's parameters, colours already as numbers."""
    ai: bool = False
    seconds: float = 1.0
    otherwise: str = ""
    """Id of the look that stands in, empty for none."""

    def look(self, preview: bytes) -> Look:
        """Return what guests see of it, with a small JPEG of what it does."""
        return Look(
            id=self.id,
            names=self.names,
            changes_with_ai=self.ai,
            estimate_s=self.seconds,
            preview=preview,
        )


def read(path: Path) -> dict[str, Entry]:
    """Return the looks of a catalogue by id, in its order. Raises BoothError naming what is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BoothError(f"The looks in '{path}' cannot be read: {error.strerror or error}.") from error
    return parse(text, str(path))


def parse(text: str, source: str) -> dict[str, Entry]:
    """Return the looks in a TOML text; `source` names it in errors."""
    try:
        tables = tomllib.loads(text).get("look", [])
    except tomllib.TOMLDecodeError as error:
        raise BoothError(f"The looks in '{source}' are not valid TOML: {error}.") from error
    entries = [_entry(table, source) for table in tables]
    looks = {entry.id: entry for entry in entries}
    if not looks:
        raise BoothError(f"'{source}' has no look. Add one: see docs/pictures.md.")
    if len(looks) < len(entries):
        raise BoothError(f"'{source}' has two looks with the same id.")
    for entry in entries:
        _check_substitute(entry, looks, source)
    return looks


def _entry(table: dict[str, Any], source: str) -> Entry:
    where = f"The look '{table.get('id', '?')}' in '{source}'"
    known = [field.name for field in fields(Entry)]
    for key in table:
        if key not in known:
            raise BoothError(f"{where} has an unknown key '{key}'.{_nearest(key, known)}")
    try:
        entry = Entry(**{**table, "set": {key: _value(value) for key, value in table.get("set", {}).items()}})
    except TypeError as error:
        raise BoothError(f"{where} needs id, provider and names.") from error
    except ValueError as error:
        raise BoothError(f"{where} has a wrong colour: {error}. Write it as '#rrggbb'.") from error
    if entry.provider not in PROVIDERS:
        known_ones = ", ".join(PROVIDERS)
        raise BoothError(f"{where} has an unknown provider '{entry.provider}'. Known: {known_ones}.")
    if not entry.names.get("en"):
        raise BoothError(f'{where} has no English name. Add: names = {{ en = "…" }}')
    return entry


def _check_substitute(entry: Entry, looks: Mapping[str, Entry], source: str) -> None:
    """A chain of substitutes has to end."""
    seen = {entry.id}
    while entry.otherwise:
        if entry.otherwise not in looks:
            raise BoothError(
                f"The look '{entry.id}' in '{source}' has an unknown substitute '{entry.otherwise}'."
                f"{_nearest(entry.otherwise, list(looks))}"
            )
        if entry.otherwise in seen:
            raise BoothError(f"The look '{entry.id}' in '{source}' is, in the end, its own substitute.")
        entry = looks[entry.otherwise]
        seen.add(entry.id)


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f" Did you mean '{near[0]}'?" if near else f" Known: {', '.join(known)}."


def _value(value: Any) -> Any:
    """Return colours as numbers from 0 to 1, lists as tuples, and everything else as it is."""
    if isinstance(value, str) and value.startswith("#"):
        return colour(value)
    if isinstance(value, list):
        return tuple(_value(item) for item in value)
    return value


def colour(text: str) -> tuple[float, float, float]:
    """Return `#rrggbb` as red, green and blue from 0 to 1; raises ValueError for anything else."""
    digits = text.removeprefix("#")
    if len(digits) != 6:
        raise ValueError(f"'{text}'")
    red, green, blue = bytes.fromhex(digits)
    return red / 255, green / 255, blue / 255
