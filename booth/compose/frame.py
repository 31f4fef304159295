"""A frame: its folder with frame.toml and art.svg, checked and made into values.

Reads files, draws nothing.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from string import Template
from typing import Any

from booth.compose.text import Align, Box, Style
from booth.errors import BoothError
from booth.ports import Layout, Size

PLACES = ("event", "date", "guest", "quote", "logo", "link")
"""What a frame may give a place; `logo` is the event's picture, `link` the QR code of a print."""
WRITTEN = ("event", "date", "guest", "quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One size of a frame."""

    width: int
    height: int
    shots: tuple[Box, ...]
    """Where the shots go; more boxes than shots begin again with the first, as on two strips of one print."""
    places: Mapping[str, tuple[Box, ...]]
    """Where texts, logo and code go."""
    align: Align | None
    """How every text of this size is aligned; as its style says when None."""
    art: str
    """SVG over the shots, transparent where they show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A frame in all its sizes."""

    layout: Layout
    styles: Mapping[str, Style]
    sheets: Mapping[Size, Sheet]


def read_all(folder: Path) -> dict[str, Frame]:
    """Return the frames in a folder by id. Raises BoothError naming what is wrong."""
    found = sorted(path.parent for path in folder.glob("*/frame.toml"))
    if not found:
        raise BoothError(
            f"'{folder}' has no frame: a folder with frame.toml and art.svg. See docs/pictures.md."
        )
    frames = {path.name: read(path) for path in found}
    for shots, kind in ((1, "single picture"), (4, "strip of four")):
        if not any(frame.layout.shots == shots for frame in frames.values()):
            raise BoothError(f"'{folder}' has no frame for a {kind}: give one shots = {shots}.")
    return dict(sorted(frames.items(), key=lambda item: (item[1].layout.shots, item[0])))


def read(folder: Path) -> Frame:
    """Return the frame in a folder."""
    try:
        content = tomllib.loads((folder / "frame.toml").read_text(encoding="utf-8"))
        art = (folder / "art.svg").read_text(encoding="utf-8")
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BoothError(f"The frame in '{folder}' cannot be read: {error}.") from error
    try:
        return _frame(folder.name, content, art)
    except KeyError as error:
        raise BoothError(f"The frame in '{folder}' lacks {error} in frame.toml.") from error
    except (TypeError, ValueError) as error:
        raise BoothError(f"The frame in '{folder}' is wrong: {error}.") from error


def _frame(id: str, content: dict[str, Any], art: str) -> Frame:
    layout = Layout(
        id=id,
        names=content["names"],
        shots=int(content["shots"]),
        shot_aspect=float(content["shot_aspect"]),
    )
    styles = {name: _style(name, table) for name, table in content.get("style", {}).items()}
    sheets = {size: _sheet(content[size.value], art) for size in Size}
    return Frame(layout=layout, styles=styles, sheets=sheets)


def _style(name: str, table: dict[str, Any]) -> Style:
    known = [field.name for field in fields(Style)]
    unknown = sorted(set(table) - set(known))
    if name not in WRITTEN:
        raise ValueError(f"unknown style '{name}'. Known: {', '.join(WRITTEN)}")
    if unknown:
        raise ValueError(f"style '{name}' has an unknown key '{unknown[0]}'. Known: {', '.join(known)}")
    return Style(**table)


def _sheet(table: dict[str, Any], art: str) -> Sheet:
    width, height = table["size"]
    shots = tuple(_box(numbers) for numbers in table["shots"])
    unknown = sorted(set(table) - {"size", "shots", "radius", "align", *PLACES})
    if unknown:
        raise ValueError(f"unknown place '{unknown[0]}'. Known: {', '.join(PLACES)}")
    windows = " ".join(_window(box, table.get("radius", 0)) for box in shots)
    drawn = Template(art).safe_substitute(width=width, height=height, windows=windows)
    places = {name: _boxes(table[name]) for name in PLACES if name in table}
    return Sheet(width=width, height=height, shots=shots, places=places, align=table.get("align"), art=drawn)


def _boxes(value: list[Any]) -> tuple[Box, ...]:
    """Return one box, or several where a text stands several times."""
    return tuple(_box(numbers) for numbers in value) if isinstance(value[0], list) else (_box(value),)


def _box(numbers: list[Any]) -> Box:
    left, top, width, height = (int(number) for number in numbers)
    return left, top, width, height


def _window(box: Box, radius: int) -> str:
    """Return the outline of a shot as SVG path data, for holes in the art."""
    left, top, width, height = box
    r = f"a{radius} {radius} 0 0 1"
    return (
        f"M{left + radius} {top}h{width - 2 * radius}{r} {radius} {radius}v{height - 2 * radius}"
        f"{r} {-radius} {radius}h{2 * radius - width}{r} {-radius} {-radius}v{2 * radius - height}"
        f"{r} {radius} {-radius}z"
    )
