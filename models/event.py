"""Which models an event needs: those that its configuration names, and ours where it names none."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import ModelError

SPEECH = "whisper-base"
"""What a room hears with whose configuration names no `model`."""
TRANSLATION = "qwen2.5-coder-0.5b"
"""What a room is translated with whose configuration names no `translation_model`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """The models of an event, each once."""

    named: tuple[str, ...]
    """In the order of the file."""
    default: tuple[str, ...]
    """Not named in it."""


def models_needed(path: Path) -> Needed:
    """What the event of a TOML file needs; raises ModelError."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"There is no configuration '{path}'.") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"Cannot read the configuration '{path}': {error}.") from error
    named = tuple(dict.fromkeys(_values_of_model(content)))
    default = dict.fromkeys(_defaults(content, named=bool(named)))
    return Needed(named=named, default=tuple(name for name in default if name not in named))


def _defaults(content: dict[str, Any], *, named: bool) -> Iterator[str]:
    """What the rooms leave to us; a file without rooms and models has one room, as it comes."""
    rooms = content.get("rooms", [] if named else [{}])
    tables = [room for room in rooms if isinstance(room, dict)] if isinstance(rooms, list) else []
    for room in tables:
        if "model" not in room and room.get("source") != "none":
            yield SPEECH
        if "translation_model" not in room and room.get("translate_to"):
            yield TRANSLATION


def _values_of_model(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _values_of_model(item)
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str) and (key == "model" or key.endswith("_model")):
                yield value
            else:
                yield from _values_of_model(value)
