"""What the sections of a configuration are made of: checked languages, names, colours and moments."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict

from live.archive.folders import room_name
from live.errors import ConfigError
from live.languages import canonical

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Section(BaseModel):
    """A section of the file: a key that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _checked(check: Callable[[str], str]) -> AfterValidator:
    """A check of ours as pydantic wants it, so that its error tells the place in the file."""

    def checked(value: str) -> str:
        try:
            return check(value)
        except ConfigError as error:
            raise ValueError(str(error)) from error

    return AfterValidator(checked)


def _colour(value: str) -> str:
    if not _COLOUR.fullmatch(value):
        raise ConfigError(f"'{value}' is no colour. Write it as '#' and six hexadecimal digits: #0b3d91.")
    return value.lower()


def web_address(value: str) -> str:
    """An address of the web as it was given. Raises ConfigError."""
    try:
        parts = urlsplit(value)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        known = False
    if not known:
        raise ConfigError(f"'{value}' is no web address. Write it whole: https://captions.example/")
    return value


def _aware(value: datetime) -> datetime:
    """The moment, with this machine's time zone where the file gives none."""
    return value.astimezone()


LanguageCode = Annotated[str, _checked(canonical)]
RoomName = Annotated[str, _checked(room_name)]
Colour = Annotated[str, _checked(_colour)]
WebAddress = Annotated[str, _checked(web_address)]
Moment = Annotated[datetime, AfterValidator(_aware)]
