"""What the booth's flow needs from those who make pictures, sign them, rate them and print them.

The flow, the pages and the server know these protocols only; `booth.cli` says who stands behind them.
None of the methods is a coroutine: they compute, and are called from a worker thread.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""RGB pixels of shape (height, width, 3), not mirrored."""

Progress = Callable[[float], None]
"""Is told how much is done, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A way to change a picture, from the catalogue."""

    id: str
    names: Mapping[str, str]
    """Its name by page language; English is always there."""
    changes_with_ai: bool
    """Whether a model decides what is seen, so that the picture carries the visible mark."""
    estimate_s: float
    """Seconds that one picture takes on this machine, before any was measured."""
    preview: bytes = b""
    """A small JPEG of what it does, empty when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A picture with a look."""

    picture: Picture
    look: Look
    """The look that was made: another one than was asked for when that one could not be made."""
    notice: str = ""
    """Why it is another one, for the organiser."""


class Looks(Protocol):
    """The looks that this machine can make."""

    def catalogue(self) -> tuple[Look, ...]:
        """All looks, in the order in which guests see them."""

    def render(self, picture: Picture, look_id: str, progress: Progress) -> Rendered:
        """Return the picture with a look, at the same size; with the look's substitute where it has one.

        Raises LookUnavailable, with a line for the organiser, when the look cannot be made now.
        """


class Size(StrEnum):
    """What a composed picture is for."""

    SCREEN = "screen"
    STORY = "story"
    PRINT = "print"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A frame: how many shots it takes and what surrounds them."""

    id: str
    names: Mapping[str, str]
    """Its name by page language; English is always there."""
    shots: int
    """1 for a single picture, 4 for a strip."""
    shot_aspect: float
    """Width of one shot by its height, to which the preview is cropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What is written on a picture; an empty text leaves no gap."""

    event: str = ""
    date: str = ""
    guest: str = ""
    """The name that the guest chose to have on it."""
    quote: str = ""
    """A line of today's talks."""
    mark: str = ""
    """The visible mark of a picture that AI changed, in the guest's language."""
    link: str = ""
    """Address that the QR code on a print leads to."""
    language: str = "en"
    """Page language of the guest, which decides the shapes of Chinese characters."""


class Composer(Protocol):
    """Puts shots into the event's frames."""

    def layouts(self) -> tuple[Layout, ...]:
        """All layouts: at least one of a single shot and one of four."""

    def compose(self, shots: Sequence[Picture], layout_id: str, texts: Texts, size: Size) -> Picture:
        """Return the shots in the layout's frame, at the size's pixels (a print at 300 dpi)."""

    def preview_frame(self, layout_id: str, texts: Texts) -> bytes:
        """A PNG whose transparent part is where the live picture shows through; for one shot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a picture's Content Credentials say about it: nothing about the guest."""

    event: str
    taken_at: datetime
    look: str = ""
    """Id of the look, empty for none."""
    changed_with_ai: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a file's Content Credentials prove."""

    signed: bool
    """Whether there are any."""
    intact: bool = False
    """Whether the file is as it was when it was signed."""
    ours: bool = False
    """Whether this event's own authority signed it."""
    facts: Facts | None = None
    """What they say, when they are intact and ours."""
    problem: str = ""
    """Why they prove nothing, for the organiser's eyes."""


class Credentials(Protocol):
    """The event's authority for Content Credentials."""

    def sign(self, image: bytes, facts: Facts) -> bytes:
        """Return the JPEG (or GIF) with XMP and signed credentials, and without EXIF or any thumbnail."""

    def verify(self, content: bytes) -> Verdict:
        """Say what a file's credentials prove, without any network; of whatever bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """How a picture was rated before others see it."""

    score: float
    """0 for harmless to 1; 1 as well when it could not be rated."""
    safe: bool
    """Whether it may go to the wall or the printer without the organiser having looked at it."""


class Safety(Protocol):
    """Rates pictures before they are shown to all."""

    def check(self, picture: Picture) -> Rating:
        """Rate a picture. Never raises: what cannot be rated is not safe, and waits for the organiser."""


class PrinterCondition(StrEnum):
    """How the printer is, as the guest is told of it."""

    READY = "ready"
    BUSY = "busy"
    STOPPED = "stopped"
    NO_PAPER = "no_paper"
    GONE = "gone"
    NONE = "none"
    """The booth has no printer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterState:
    """The printer and its queue."""

    condition: PrinterCondition
    name: str = ""
    waiting: int = 0
    """Jobs in its queue."""
    message: str = ""
    """What the printing system says, for the organiser."""


class Printer(Protocol):
    """A print queue."""

    def submit(self, document: bytes, copies: int) -> str:
        """Print a JPEG of size PRINT or a PDF, and return the job's id. Raises PrinterError."""

    def state(self) -> PrinterState:
        """How it is now. Never raises."""

    def forget(self, job_id: str) -> None:
        """Cancel a job if it still waits, and remove what the queue kept of it."""
