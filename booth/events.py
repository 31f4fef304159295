"""What guests, cameras and workers report to the flow."""

from dataclasses import dataclass
from enum import StrEnum

from booth.consent import Agreement


class Format(StrEnum):
    """What is made."""

    SINGLE = "single"
    STRIP = "strip"
    GIF = "gif"


@dataclass(frozen=True, slots=True)
class Press:
    """The big button, or the USB button: whatever is next."""


@dataclass(frozen=True, slots=True)
class Back:
    """The guest goes one stage back, or leaves."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """A page language."""

    code: str


@dataclass(frozen=True, slots=True)
class Agree:
    """The answers to the consent questions, and the name to put on the picture."""

    agreement: Agreement
    guest: str = ""


@dataclass(frozen=True, slots=True)
class Arrange:
    """A format and its layout."""

    format: Format
    layout: str = ""


@dataclass(frozen=True, slots=True)
class ShotTaken:
    """A shot has arrived."""


@dataclass(frozen=True, slots=True)
class Framed:
    """The branded picture is ready."""


@dataclass(frozen=True, slots=True)
class ChooseLook:
    """A look, or none with an empty id."""

    look: str


@dataclass(frozen=True, slots=True)
class LookFailed:
    """A look could not be made; the picture without it stays."""

    look: str


@dataclass(frozen=True, slots=True)
class Retake:
    """Once more."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The approved picture is on disk."""


@dataclass(frozen=True, slots=True)
class Delete:
    """The guest wants the saved picture gone."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """The saved picture is gone from everywhere."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Something went wrong that the guest is told: see `Flow.problem`."""

    problem: str


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was wrong is right again."""


@dataclass(frozen=True, slots=True)
class Timeout:
    """Nothing happened for the stage's time."""


Event = (
    Press
    | Back
    | ChooseLanguage
    | Agree
    | Arrange
    | ShotTaken
    | Framed
    | ChooseLook
    | LookFailed
    | Retake
    | Saved
    | Delete
    | Deleted
    | Failed
    | Recovered
    | Timeout
)
