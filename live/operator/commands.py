"""What an operator can tell a room: frozen values, read from JSON. Pure.

`{"command": "pause", "room": "main", "ref": 7, "notice": "break"}`: `room` may be left out where there is
one, and `ref` comes back with the answer. `docs/console.md` describes every command.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from typing import Any, ClassVar

from live.errors import CommandError, ConfigError
from live.events import NOTICES
from live.operator import values
from live.operator.values import described

LONGEST_DELAY_S = 10.0
LONGEST_BACK_S = 600.0
LINE_CHARS, TERM_CHARS, NAME_CHARS, MESSAGE_CHARS = 1_000, 80, 80, 300
ENVELOPE = ("command", "room", "ref")


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Captions begin, or go on after a pause or off the record."""

    name: ClassVar = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Nothing is captioned; the screens say why."""

    name: ClassVar = "pause"
    notice: str = described(
        values.one_of("", *NOTICES), "a known message, in each reader's language", default=""
    )
    message: str = described(values.text(MESSAGE_CHARS), "a message of your own, as you write it", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class OffRecord:
    """Nothing is captioned, and what is being said and what is not shown yet is erased for good."""

    name: ClassVar = "off_record"
    on: bool = described(values.flag, "true begins, false ends")
    back_s: float = described(
        values.seconds(LONGEST_BACK_S), "seconds before now that are erased too, line by line", default=0.0
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A line is corrected: on the screens at once, in the log, and translated anew."""

    name: ClassVar = "edit"
    line: int = described(values.line, "the line's number")
    text: str = described(values.text(LINE_CHARS, empty=False), "how it should read")
    was: str = described(
        values.text(LINE_CHARS), "how it read when you began; words said since then stay", default=""
    )
    lang: str = described(values.language, "of a translation, to correct only that one", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retract:
    """Lines are taken back, in every language: from the screens, and for good from the log."""

    name: ClassVar = "retract"
    lines: tuple[int, ...] = described(values.lines, "their numbers")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTerm:
    """A name or term goes into the event's glossary, so that it is right from now on."""

    name: ClassVar = "term"
    term: str = described(values.text(TERM_CHARS, empty=False), "as it should be written")
    variants: tuple[str, ...] = described(
        values.texts(TERM_CHARS, 20), "what is heard or written instead", default=()
    )
    keep: bool = described(values.flag, "the same in every language", default=False)
    translations: tuple[tuple[str, str], ...] = described(
        values.by_language(TERM_CHARS), "how a language writes it", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks from now on; the lines carry the name."""

    name: ClassVar = "speaker"
    speaker: str = described(values.text(NAME_CHARS), "the name; empty for nobody in particular")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseTalk:
    """Which talk of the programme it is: its speaker, and the names that recognition should prefer."""

    name: ClassVar = "talk"
    talk: int = described(values.line, "its number in the room's programme, from 1; 0 for none")


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchLanguage:
    """A language of the translation is switched off, to save work, or on again."""

    name: ClassVar = "language"
    lang: str = described(values.language, "its code")
    on: bool = described(values.flag, "true or false")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """Every text waits so long before anyone sees it."""

    name: ClassVar = "delay"
    seconds: float = described(values.seconds(LONGEST_DELAY_S), "0 to 10")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Nothing that is not shown yet goes out until it is released."""

    name: ClassVar = "hold"
    on: bool = described(values.flag, "true holds, false releases")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """Bad language is masked in every language; the room's own words are added to the usual ones."""

    name: ClassVar = "mask"
    on: bool = described(values.flag, "true or false")
    words: tuple[str, ...] = described(values.texts(40, 200), "words to mask besides", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """What another speaker says, as a text: it becomes lines of its own, translated and logged like any.

    Sent again and again while the utterance grows; the text is all of it so far.
    """

    name: ClassVar = "say"
    id: str = described(values.text(64, empty=False), "your name for this utterance")
    text: str = described(values.text(LINE_CHARS), "all that is certain so far: it only grows", default="")
    interim: str = described(values.text(LINE_CHARS), "what follows it and may still change", default="")
    final: bool = described(values.flag, "the utterance is over", default=False)
    speaker: str = described(values.text(NAME_CHARS), "who says it", default="")
    lang: str = described(values.language, "in which language; without it the room's first", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreSound:
    """What the microphone hears is not captioned, while lines that are said as text still are."""

    name: ClassVar = "ignore_sound"
    on: bool = described(values.flag, "true or false")
    while_connected: bool = described(
        values.flag, "true: it ends by itself when this connection does", default=False
    )


Command = (
    Start
    | Pause
    | OffRecord
    | Edit
    | Retract
    | AddTerm
    | Speaker
    | ChooseTalk
    | SwitchLanguage
    | Delay
    | Hold
    | Mask
    | Say
    | IgnoreSound
)
KINDS: dict[str, type[Command]] = {kind.name: kind for kind in Command.__args__}
"""Every command by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command, for a room."""

    command: Command
    room: str = ""
    """Empty where the event has one room only."""
    ref: int | str | None = None
    """What the sender calls it."""


def read_order(raw: str | bytes) -> Order:
    """Read a command as it came over the wire. Raises CommandError."""
    content = _read_object(raw)
    room = content.get("room", "")
    if not isinstance(room, str):
        raise CommandError("'room' must be a room's name.")
    return Order(command=read_command(content), room=room, ref=_reference(content))


def read_reference(raw: str | bytes) -> int | str | None:
    """What the sender calls a command that may be no good otherwise; None when it has no name."""
    with suppress(CommandError):
        return _reference(_read_object(raw))
    return None


def _read_object(raw: str | bytes) -> dict[str, Any]:
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise CommandError("This is no JSON.") from error
    if not isinstance(content, dict):
        raise CommandError('A command is a JSON object, such as {"command": "pause"}.')
    return content


def _reference(content: Mapping[str, Any]) -> int | str | None:
    ref = content.get("ref")
    return ref if isinstance(ref, int) or (isinstance(ref, str) and len(ref) <= 64) else None


def read_command(content: Mapping[str, Any]) -> Command:
    """Read a command from a JSON object. Raises CommandError."""
    name = content.get("command")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise CommandError(_unknown("command", name, KINDS))
    known = {field.name: field for field in fields(kind)}
    for key in content:
        if key not in known and key not in ENVELOPE:
            raise CommandError(f"{name}: {_unknown('key', key, known)}")
    given = {
        key: _read(kind.name, known[key].metadata["read"], key, content[key])
        for key in known.keys() & content.keys()
    }
    for key, field in known.items():
        if key not in given and field.default is MISSING and field.default_factory is MISSING:
            raise CommandError(f"{name}: '{key}' is missing: {field.metadata['about']}.")
    return kind(**given)


def _read(name: str, read: Callable[[object], Any], key: str, value: object) -> Any:
    try:
        return read(value)
    except (ValueError, ConfigError) as error:
        raise CommandError(f"{name}: '{key}' {error}".rstrip(".") + ".") from error


def _unknown(what: str, given: object, known: Mapping[str, Any]) -> str:
    near = get_close_matches(str(given), known, n=1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return f"Unknown {what} '{str(given)[:40]}'. Known: {', '.join(known) or 'none'}.{hint}"
