"""What pydantic finds wrong with a configuration, in words for whoever wrote the file: pure."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]


def explain(
    error: ValidationError, model: type[BaseModel], origin: str, options: Mapping[str, str]
) -> list[str]:
    """One line for each mistake. `options`: field → the option of the command line that gave it."""
    found = error.errors()
    # A room that is wrong makes the list of rooms too short as well, which nobody wants to read.
    deepest = [item for item in found if not any(_is_inside(other["loc"], item["loc"]) for other in found)]
    return [_explain(item, model, origin, options) for item in deepest]


def _is_inside(place: Place, other: Place) -> bool:
    """Whether a place is a part of the other one."""
    return len(place) > len(other) and place[: len(other)] == other


def _explain(item: ErrorDetails, model: type[BaseModel], origin: str, options: Mapping[str, str]) -> str:
    place = ".".join(str(part) for part in item["loc"])
    if item["type"] == "extra_forbidden":
        return f"{origin}: unknown key '{place}'. {_known_keys(model, item['loc'])}"
    if item["type"] == "missing":
        return f"{origin}: {place.rpartition('.')[0]}: the key '{item['loc'][-1]}' is missing."
    field = next((part for part in reversed(item["loc"]) if isinstance(part, str)), "")
    reason = item["msg"].removeprefix("Value error, ").removeprefix("Input ").rstrip(".")
    given = "" if item["type"] == "value_error" else f", not {item['input']!r}"
    end = "" if reason.endswith("?") else "."
    return f"{options.get(field) or f'{origin}: {place}'}: {reason}{given}{end}"


def _known_keys(model: type[BaseModel], place: Place) -> str:
    known = list(section_at(model, place[:-1]).model_fields)
    near = get_close_matches(str(place[-1]), known, n=1)
    return f"Known here: {', '.join(known)}." + (f" Did you mean '{near[0]}'?" if near else "")


def section_at(model: type[BaseModel], place: Place) -> type[BaseModel]:
    """The section at a place in the file, however deep."""
    for part in place:
        if isinstance(part, str):
            model = sections_in(model)[part]
    return model


def sections_in(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The sections inside a section, by their key."""
    found = {}
    for name, field in model.model_fields.items():
        kinds = (field.annotation, *get_args(field.annotation))
        inner = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
        if inner:
            found[name] = inner[0]
    return found
