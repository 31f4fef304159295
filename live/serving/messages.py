"""Messages of the protocol turned back into events: what a relay and a standby read. Pure."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from live.events import Line, Retraction, StateChange
from live.languages import LANGUAGES
from live.serving.protocol import Languages

_OF_LINES = {field.name for field in fields(Line)} - {"word_ends_s"}
_OF_STATES = {field.name for field in fields(StateChange)}

Event = Line | Retraction | StateChange


def event_of(message: Mapping[str, Any]) -> Event | None:
    """The event that a message tells; None for any other kind. Raises ValueError when it cannot be read."""
    try:
        match message.get("type"):
            case "line":
                return line_of(message)
            case "retract":
                return Retraction(ids=tuple(message["ids"]))
            case "state":
                return StateChange(**{name: message[name] for name in _OF_STATES & message.keys()})
            case _:
                return None
    except (KeyError, TypeError) as error:
        raise ValueError(f"This message cannot be read: {str(message)[:200]}") from error


def line_of(fields: Mapping[str, Any]) -> Line:
    """A line from what is told of it. Raises TypeError when something is missing."""
    return Line(**{name: fields[name] for name in _OF_LINES & fields.keys()})


def languages_of(descriptors: list[Mapping[str, Any]]) -> Languages:
    """The languages of a room from their descriptors in `hello`; unknown ones are left out."""
    known = [item for item in descriptors if item.get("code") in LANGUAGES]
    return Languages(
        source=tuple(item["code"] for item in known if item.get("source")),
        target=tuple(item["code"] for item in known if not item.get("source")),
        away=any(item.get("away") for item in known),
    )
