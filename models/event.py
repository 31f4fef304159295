"""Which models an event's configuration names."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.errors import ModelError


def models_named(path: Path) -> list[str]:
    """Every value of a `model` key in a TOML file, in order and once; raises ModelError."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"There is no configuration '{path}'.") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"Cannot read the configuration '{path}': {error}.") from error
    return list(dict.fromkeys(_values_of_model(content)))


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
