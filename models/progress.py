"""Shows how far a long piece of work is: a bar on a terminal, a calm line every few seconds elsewhere."""

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Protocol, Self, TextIO

from tqdm import tqdm


class Progress(Protocol):
    """Hears of the work on one model."""

    def stage(self, text: str) -> None:
        """A new stage begins, such as `fetching whisper-base`."""

    def at(self, done_bytes: int, total_bytes: int) -> None:
        """So much of the stage is done."""


class Silent:
    """Shows nothing."""

    def stage(self, text: str) -> None:
        """Ignored."""

    def at(self, done_bytes: int, total_bytes: int) -> None:
        """Ignored."""


class Lines:
    """Writes a line when a stage begins and one every `every_s` seconds of it."""

    def __init__(
        self, out: TextIO, every_s: float = 5.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._out = out
        self._every_s = every_s
        self._clock = clock
        self._text = ""
        self._said_at_s = 0.0

    def stage(self, text: str) -> None:
        """Writes the stage."""
        self._text = text
        self._say(text)

    def at(self, done_bytes: int, total_bytes: int) -> None:
        """Writes the share done, if the last line is old enough."""
        if self._clock() - self._said_at_s >= self._every_s and total_bytes:
            self._say(f"{self._text}: {done_bytes * 100 // total_bytes} % of {size_text(total_bytes)}")

    def _say(self, line: str) -> None:
        self._said_at_s = self._clock()
        self._out.write(line + "\n")
        self._out.flush()


class Bar:
    """A progress bar on a terminal."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def stage(self, text: str) -> None:
        """Ends the bar of the stage before."""
        self._close()
        self._out.write(text + "\n")

    def at(self, done_bytes: int, total_bytes: int) -> None:
        """Moves the bar."""
        if self._bar is None:
            self._bar = tqdm(total=total_bytes, file=self._out, unit="B", unit_scale=True, leave=False)
        self._bar.update(done_bytes - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def size_text(size_bytes: int) -> str:
    """A size as people write it: `145 MB`, `1.6 GB`."""
    if size_bytes >= 1_000_000_000:
        return f"{size_bytes / 1e9:.1f} GB"
    return f"{max(1, round(size_bytes / 1e6))} MB"


def is_terminal(out: TextIO = sys.stderr) -> bool:
    """True where a bar can be drawn."""
    return out.isatty()
