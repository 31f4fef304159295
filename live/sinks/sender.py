"""Sends a room's lines to a service, one after the other, each for as long as it takes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from itertools import chain, repeat
from typing import Protocol

from live.events import Line
from live.sinks.lines import FinalLines
from live.sinks.progress import Progress
from live.status import Problem
from models.errors import FootlightsError

FIRST_RETRY_S = 1.0
LAST_RETRY_S = 30.0
FINISH_S = 5.0
"""How long the end of the captions waits for the last lines to be taken, besides their delay."""


class SendError(FootlightsError):
    """A service has not taken a line; neither message nor remedy ever holds its address."""

    def __init__(self, why: str, *, remedy: str = "") -> None:
        super().__init__(why)
        self.remedy = remedy
        """What the technician can do, in a sentence; empty when it is only to wait."""


class Service(Protocol):
    """Something that takes lines under numbers."""

    name: str
    """What people call it, such as `Zoom`."""

    def target(self) -> str:
        """Fingerprint of the address as it is now. Raises SendError."""

    async def received(self) -> int | None:
        """The last number that it has, None when it cannot tell. Raises SendError."""

    async def send(self, number: int, line: Line) -> None:
        """Send a line. Raises SendError."""


def retry_delays_s() -> Iterator[float]:
    """Doubling pauses, up to the longest."""
    doubling = (FIRST_RETRY_S * 2**n for n in range(5))
    return chain(doubling, repeat(LAST_RETRY_S))


class LineSender:
    """Keeps a service as far as the lines are; waits for nobody, and nobody waits for it."""

    def __init__(
        self,
        service: Service,
        lines: FinalLines,
        progress: Progress,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        finish_s: float = FINISH_S,
    ) -> None:
        self.idle = asyncio.Event()
        """Set once every line is taken; one that comes later clears it when it is due."""
        self._service = service
        self._lines = lines
        self._progress = progress
        self._pause = pause
        self._finish_s = finish_s
        self._failure = self._remedy = ""
        self._given_up = False
        self._aimed_at = ""

    @property
    def problem(self) -> Problem | None:
        """Why lines are waiting, or were never taken."""
        if not self._failure:
            return None
        name, why = self._service.name, self._failure.rstrip(".")
        count, left_out = self._lines.waiting + 1, self._lines.left_out
        if self._given_up:
            message = (
                f"{name} did not take the last captions: {why}."
                f" Lines that it never got: {count + left_out}; the log has them."
            )
        else:
            lost = f", {left_out} left out" if left_out else ""
            remedy = f" {self._remedy}" if self._remedy else ""
            message = (
                f"{name} does not take captions: {why}.{remedy}"
                f" Lines waiting: {count}{lost}; they are sent as soon as it takes them."
            )
        return Problem(code=f"{name.lower()}_failing", message=message)

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            if not self._lines.waiting:
                self.idle.set()
            line = await self._lines.next()
            if line is not None:
                self.idle.clear()
                await self._deliver(line)

    async def finish(self) -> None:
        """Wait until the last line is taken, its delay included, for a while; then `problem` tells it."""
        if self._lines.waiting:
            self.idle.clear()
        try:
            async with asyncio.timeout(self._lines.delay_s + self._finish_s):
                await self.idle.wait()
        except TimeoutError:
            self._given_up = True
            self._failure = self._failure or "it is too slow"

    async def _deliver(self, line: Line) -> None:
        for delay_s in retry_delays_s():
            try:
                await self._attempt(line)
            except SendError as error:
                self._failure, self._remedy = str(error), error.remedy
            except OSError as error:
                self._failure = f"its progress cannot be kept on the disk ({error.strerror})"
                self._remedy = ""
            else:
                self._failure = ""
                return
            await self._pause(delay_s)

    async def _attempt(self, line: Line) -> None:
        target = self._service.target()
        if target != self._aimed_at:
            self._progress.aim(target, await self._service.received())
            self._aimed_at = target
        number = self._progress.number_for(line.id)
        if number is not None:
            await self._service.send(number, self._lines.current(line))
            self._progress.done()
