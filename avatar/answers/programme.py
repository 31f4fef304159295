"""The event's programme: what is on when and where, with whom."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from avatar.answers.errors import DocumentError


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A talk, a break or anything else with a time."""

    id: str
    """The anchor of its row on the programme's page."""
    start: time
    end: time
    title: str
    room: str = ""
    """As shown to guests, its floor in brackets."""
    speakers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """How long it is."""
        return (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A room or another place, and where it is."""

    id: str
    name: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One day of an event."""

    event: str = ""
    day: date | None = None
    timezone: str = ""
    venue: str = ""
    slots: tuple[Slot, ...] = ()
    """In the order of their starts."""
    places: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.slots or self.places or self.venue)

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in it: titles, rooms, speakers, places."""
        slots = (f"{slot.title}. {slot.room}. {', '.join(slot.speakers)}" for slot in self.slots)
        return (self.event, self.venue, *slots, *(f"{place.name}. {place.where}" for place in self.places))


def find_programme(folder: Path) -> Programme:
    """The programme among an event's documents, the first TOML file with one; raises DocumentError."""
    for path in sorted(folder.rglob("*.toml")):
        if found := read_programme(path):
            return found
    return Programme()


def read_programme(path: Path) -> Programme:
    """The programme in a TOML file, empty when the file has none; raises DocumentError.

    The file has `event`, `date`, `timezone` and `venue`, tables `[[room]]` (`id`, `name`, `floor`),
    `[[session]]` (`start`, `end`, `title`, `room`, `speakers`, `languages`), `[[place]]` (`name`, `where`).
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return _programme(content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocumentError(
            f"Cannot read the programme '{path.name}': {error!r}. See docs/answers.md."
        ) from error


def _programme(content: Mapping[str, Any]) -> Programme:
    sessions, places = content.get("session", []), content.get("place", [])
    if not sessions and not places:
        return Programme()
    rooms = {room["id"]: room for room in content.get("room", [])}
    slots = [_slot(session, rooms) for session in sessions]
    slots.sort(key=lambda slot: slot.start)
    return Programme(
        event=str(content.get("event", "")),
        day=content.get("date"),
        timezone=str(content.get("timezone", "")),
        venue=str(content.get("venue", "")),
        slots=tuple(_numbered(slots)),
        places=(
            *(
                Place(id=f"r{number}", name=room["name"], where=str(room["floor"]))
                for number, room in enumerate(rooms.values(), 1)
                if room.get("floor")
            ),
            *(
                Place(id=f"w{number}", name=place["name"], where=place["where"])
                for number, place in enumerate(places, 1)
            ),
        ),
    )


def _slot(session: Mapping[str, Any], rooms: Mapping[str, Mapping[str, Any]]) -> Slot:
    start, end = _time(session["start"]), _time(session["end"])
    if end <= start:
        raise ValueError(f"'{session['title']}' ends at {end:%H:%M}, not after its start at {start:%H:%M}")
    room = rooms.get(session.get("room", ""), {"name": session.get("room", "")})
    floor = f" ({room['floor']})" if room.get("floor") else ""
    return Slot(
        id="",
        start=start,
        end=end,
        title=str(session["title"]),
        room=f"{room['name']}{floor}",
        speakers=tuple(map(str, session.get("speakers", ()))),
        languages=tuple(map(str, session.get("languages", ()))),
    )


def _time(value: time | datetime | str) -> time:
    if isinstance(value, str):
        return time.fromisoformat(value)
    return value.time() if isinstance(value, datetime) else value


def _numbered(slots: list[Slot]) -> list[Slot]:
    return [replace(slot, id=f"s{number}") for number, slot in enumerate(slots, 1)]
