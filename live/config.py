"""An event's configuration: one TOML file, validated; unknown keys are refused with the nearest known one."""

import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from live.errors import ConfigError
from live.languages import canonical
from live.log import DEFAULT_FOLDER, room_name


def _checked(check: Callable[[str], str]) -> AfterValidator:
    """A check of ours as pydantic wants it, so that its error tells the place in the file."""

    def checked(value: str) -> str:
        try:
            return check(value)
        except ConfigError as error:
            raise ValueError(str(error)) from error

    return AfterValidator(checked)


LanguageCode = Annotated[str, _checked(canonical)]
RoomName = Annotated[str, _checked(room_name)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EventConfig(_Section):
    """`[event]`: what the pages show."""

    name: str = Field("", description="The event's name, on the pages and between talks.")


class ServerConfig(_Section):
    """`[server]`: where the screens connect."""

    host: str = Field("0.0.0.0", description="Address to listen on; 127.0.0.1 keeps it on this machine.")  # noqa: S104
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    join_url: str = Field("", description="Address in the QR code, when phones reach the laptop by a name.")


class LogConfig(_Section):
    """`[log]`: where sessions are kept."""

    folder: Path = Field(DEFAULT_FOLDER, description="Folder of the session logs.")
    resume_within_s: float = Field(
        1800,
        ge=0,
        description="A session that was cut off goes on when the restart comes within this many seconds.",
    )


class RoomConfig(_Section):
    """`[[rooms]]`: one stage."""

    name: RoomName = Field("main", description="Name in addresses: letters, digits, '-' and '_'.")
    source: str = Field("mic", description="mic, mic:NUMBER, mic:PART OF NAME, a file or a URL.")
    channel: int | None = Field(
        None, ge=1, description="Channel to hear, counted from 1; without it all are mixed."
    )
    languages: tuple[LanguageCode, ...] = Field(
        ("en",), min_length=1, description="Languages spoken; with several, each utterance's is detected."
    )
    model: str = Field("whisper-base", description="Speech model: a catalogue id or a directory.")
    device: Literal["auto", "cpu", "cuda"] = Field("auto", description="Where the speech model runs.")
    threads: int = Field(
        2, ge=1, le=16, description="CPU threads of the speech model; for small ones more do not help."
    )
    terms: tuple[str, ...] = Field(
        (), description="Names and terms of the event that recognition should prefer."
    )
    translate_to: tuple[LanguageCode, ...] = Field(
        (), description="Languages to translate into, such as zh-Hant-HK and es."
    )
    translation_model: str = Field(
        "qwen2.5-coder-0.5b", description="Translation model: a catalogue id or a directory."
    )
    glossary: Path | None = Field(
        None, description="CSV file of names and terms, and how they are written in each language."
    )


class Config(_Section):
    """A whole event."""

    event: EventConfig = EventConfig()
    server: ServerConfig = ServerConfig()
    log: LogConfig = LogConfig()
    rooms: tuple[RoomConfig, ...] = Field((RoomConfig(),), min_length=1)

    @model_validator(mode="after")
    def _rooms_differ(self) -> Self:
        names = [room.name for room in self.rooms]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"room names must differ: {', '.join(sorted(twice))}")
        return self


def load_config(path: Path) -> Config:
    """Read an event's TOML file. Raises ConfigError with the place, the value and the remedy."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"There is no configuration '{path}'.") from error
    except (OSError, ValueError) as error:
        raise ConfigError(f"Cannot read the configuration '{path}': {error}.") from error
    return validate(content, str(path))


def validate(content: dict[str, Any], origin: str, options: Mapping[str, str] | None = None) -> Config:
    """Check settings from `origin`, which the errors name. Raises ConfigError.

    `options` are the names of fields on the command line, for those that came from there.
    """
    try:
        return Config.model_validate(content)
    except ValidationError as error:
        found = error.errors()
        # A room that is wrong makes the list of rooms too short as well, which nobody wants to read.
        deepest = [item for item in found if not any(_is_inside(other, item) for other in found)]
        reasons = [_explain(item, origin, options or {}) for item in deepest[:5]]
        raise ConfigError(" ".join(reasons)) from error


def _is_inside(item: Any, other: Any) -> bool:
    """Whether an error is about a part of what the other one is about."""
    return len(item["loc"]) > len(other["loc"]) and item["loc"][: len(other["loc"])] == other["loc"]


def _explain(item: Any, origin: str, options: Mapping[str, str]) -> str:
    place = ".".join(str(part) for part in item["loc"])
    field = next((part for part in reversed(item["loc"]) if isinstance(part, str)), "")
    if item["type"] != "extra_forbidden":
        reason = item["msg"].removeprefix("Value error, ").removeprefix("Input ").rstrip(".")
        given = "" if item["type"] == "value_error" else f", not {item['input']!r}"
        end = "" if reason.endswith("?") else "."
        return f"{options.get(field) or f'{origin}: {place}'}: {reason}{given}{end}"
    known = _known_keys(item["loc"][:-1])
    near = get_close_matches(str(item["loc"][-1]), known, n=1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return f"{origin}: unknown key '{place}'. Known here: {', '.join(known)}.{hint}"


def _known_keys(place: tuple[str | int, ...]) -> list[str]:
    sections: dict[str, type[_Section]] = {
        "event": EventConfig,
        "server": ServerConfig,
        "log": LogConfig,
        "rooms": RoomConfig,
    }
    return list((sections[str(place[0])] if place else Config).model_fields)
