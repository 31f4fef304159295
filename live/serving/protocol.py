"""The caption protocol, version 1: messages to and from JSON, and what a screen may ask for.

`docs/protocol.md` is its description for integrators.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from live.errors import ConfigError
from live.events import Line, Retraction, StateChange, StateName
from live.languages import LANGUAGES, canonical

VERSION = 1

PAGES = ("attendee", "stage", "overlay", "other")
"""What kinds of screen are counted."""
CONSOLE = "console"
"""An operator's page: it reads as a screen does, and is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The languages of a room, by code, in the order of its menu."""

    source: tuple[str, ...]
    """Those spoken on stage."""
    target: tuple[str, ...] = ()
    """Those translated into."""
    away: bool = False
    """The translator is away: lines in the languages translated into come later."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Every language once, those spoken first."""
        return tuple(dict.fromkeys(self.source + self.target))

    def as_json(self) -> list[dict[str, Any]]:
        """The descriptors that `hello` carries."""
        return [self._descriptor(code) for code in self.codes]

    def _descriptor(self, code: str) -> dict[str, Any]:
        spoken = code in self.source
        about = {
            "code": code,
            "name": LANGUAGES[code].name,
            "dir": LANGUAGES[code].direction,
            "source": spoken,
        }
        return about | {"away": True} if self.away and not spoken else about


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What one screen wants to see."""

    languages: frozenset[str]
    after: int | None = None
    """The last `seq` it has seen, None when it is new."""
    page: str = "other"
    """One of PAGES, or CONSOLE."""


def hello(
    *,
    room: str,
    session: str,
    seq: int,
    state: StateName,
    languages: Languages,
    standbys: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the first message of a connection; `standbys` are where to go when the server is gone."""
    message: dict[str, Any] = {
        "type": "hello",
        "protocol": VERSION,
        "room": room,
        "session": session,
        "seq": seq,
        "state": state,
        "languages": languages.as_json(),
    }
    return message | {"standbys": list(standbys)} if standbys else message


def line(seq: int, revision: Line) -> dict[str, Any]:
    """Return the message for a revision of a line."""
    return {"type": "line", "seq": seq, **line_fields(revision)}


def line_fields(revision: Line) -> dict[str, Any]:
    """What is told of a line; times are in seconds, to the hundredth."""
    fields = {
        "id": revision.id,
        "rev": revision.rev,
        "lang": revision.lang,
        "text": revision.text,
        "interim": revision.interim,
        "final": revision.final,
        "start_s": round(revision.start_s, 2),
        "end_s": round(revision.end_s, 2),
        "audio_s": round(revision.audio_s, 2),
        "speaker": revision.speaker,
        "corrected": revision.corrected,
    }
    return fields | {"untranslated": revision.untranslated} if revision.untranslated else fields


def retract(seq: int, retraction: Retraction) -> dict[str, Any]:
    """Return the message that takes lines back."""
    return {"type": "retract", "seq": seq, "ids": list(retraction.ids)}


def state(seq: int, change: StateChange) -> dict[str, Any]:
    """Return the message for the room's new state."""
    message = {"type": "state", "seq": seq, "state": change.state, "message": change.message}
    if change.notice:
        message["notice"] = change.notice
    return message


def languages(seq: int, offered: Languages) -> dict[str, Any]:
    """Return the message for the languages that a room has now."""
    return {"type": "languages", "seq": seq, "languages": offered.as_json()}


def pong(t: float) -> dict[str, Any]:
    """Return the answer to a ping that carried `t`."""
    return {"type": "pong", "t": t}


def encode(message: Mapping[str, Any]) -> bytes:
    """Return a message as it goes over the wire: compact JSON in UTF-8."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def ping_time(raw: str | bytes) -> float | None:
    """Return the `t` of a screen's ping, or None for anything else a client may send."""
    try:
        message = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(message, dict) or message.get("type") != "ping":
        return None
    t = message.get("t")
    if not isinstance(t, int | float) or isinstance(t, bool):
        return None
    # What a browser's number cannot hold (NaN, infinity, hundreds of digits) is rubbish too.
    return t if abs(t) < 2**53 else None


def parse_subscription(query: Mapping[str, Sequence[str]], languages: Languages) -> Subscription:
    """Return what the query of `/captions` asks for in a room with these languages.

    Without `lang` a screen gets the languages spoken on stage, as spoken. Raises LookupError for an
    unknown language and ValueError for a bad `after`, both with a message for the client.
    """
    wanted = [code for value in query.get("lang", ()) for code in value.split(",") if code.strip()]
    try:
        chosen = [canonical(code, languages.codes) for code in wanted]
    except ConfigError as error:
        raise LookupError(str(error)) from error
    page = query.get("page", ("other",))[-1]
    return Subscription(
        languages=frozenset(chosen or languages.source),
        after=_parse_after(query.get("after", ())),
        page=page if page in {*PAGES, CONSOLE} else "other",
    )


def _parse_after(values: Sequence[str]) -> int | None:
    if not values:
        return None
    value = values[-1]
    if not (value.isascii() and value.isdecimal() and len(value) <= 16):
        raise ValueError(f"Bad 'after': '{value[:40]}'. It is the last seq you have seen, such as after=812.")
    return int(value)
