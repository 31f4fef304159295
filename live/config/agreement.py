"""Whether the parts of a configuration agree with each other: pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from live.config.event import TalkConfig
from live.config.sinks import Sink

if TYPE_CHECKING:
    from live.config import Config


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A mistake and its place in the file, such as `programme.2.room`."""

    place: str
    reason: str


def disagreements(config: "Config") -> Iterator[Disagreement]:
    """Yield every one: rooms of one name, rooms and languages that are not there, talks that overlap."""
    names = [room.name for room in config.rooms]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        yield Disagreement("rooms", f"room names must differ: {', '.join(twice)}.")
    for place, name in _rooms_named(config):
        if name is not None and name not in names:
            yield Disagreement(place, _unknown_room(name, names))
    yield from _languages_of_sinks(config)
    yield from _overlaps(config.programme, names[0])


def _rooms_named(config: "Config") -> Iterator[tuple[str, str | None]]:
    for number, talk in enumerate(config.programme):
        yield f"programme.{number}.room", talk.room
    for place, sink in _sinks(config):
        yield f"{place}.room", sink.room


def _unknown_room(name: str, names: Collection[str]) -> str:
    near = get_close_matches(name, names, n=1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return f"Unknown room '{name}'. Rooms: {', '.join(names)}.{hint}"


def _languages_of_sinks(config: "Config") -> Iterator[Disagreement]:
    rooms = {room.name: room for room in config.rooms}
    for place, sink in _sinks(config):
        room = rooms.get(sink.room or config.rooms[0].name)
        if room is not None and sink.language is not None and sink.language not in room.all_languages:
            known = ", ".join(room.all_languages)
            yield Disagreement(
                f"{place}.language",
                f"room '{room.name}' has no '{sink.language}'. It has: {known}."
                " Add it to the room's translate_to.",
            )


def _sinks(config: "Config") -> Iterator[tuple[str, Sink]]:
    for kind in type(config.sinks).model_fields:
        for number, sink in enumerate(getattr(config.sinks, kind)):
            yield f"sinks.{kind}.{number}", sink


def _overlaps(programme: Sequence[TalkConfig], first_room: str) -> Iterator[Disagreement]:
    """Talks of a room that begin before an earlier one of that room ends."""
    latest: dict[str, TalkConfig] = {}
    for number, talk in sorted(enumerate(programme), key=lambda item: item[1].start):
        room = talk.room or first_room
        before = latest.get(room)
        if before is not None and talk.start < before.end:
            yield Disagreement(
                f"programme.{number}.start",
                f"'{talk.title}' begins at {talk.start:%H:%M}, but '{before.title}' in the same room '{room}'"
                f" ends at {before.end:%H:%M}.",
            )
        if before is None or talk.end > before.end:
            latest[room] = talk
