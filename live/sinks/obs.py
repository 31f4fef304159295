"""A text file with the latest lines, for a text source of OBS."""

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from live.archive.replace_file import replace_file
from live.config import ObsSink
from live.errors import first_line
from live.events import Line, Retraction
from live.hub import Hub
from live.serving.messages import Event
from live.sinks.listen import listen
from live.status import Problem

WRITE_EVERY_S = 0.2
"""OBS reads the file once a second or so."""
RETRY_S = 1.0
MAX_WAITING = 1_000
"""Lines that wait out the delay, far more than a minute's. When full, the oldest are left out."""


class ObsFile:
    """Keeps a file at the latest committed words, `delay_s` after they were said."""

    def __init__(self, hub: Hub, config: ObsSink, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.problem: Problem | None = None
        """What keeps the file from being written."""
        self._config = config
        self._clock = clock
        self._waiting: deque[tuple[float, int, str]] = deque(maxlen=MAX_WAITING)
        """When which line is due, with its text."""
        self._lines: dict[int, str] = {}
        """The latest lines that were due."""
        self._written: str | None = None
        self._news = asyncio.Event()
        listen(hub, config.language, self._take)

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            written = self._write(await self._next())
            await asyncio.sleep(WRITE_EVERY_S if written else RETRY_S)

    async def finish(self) -> None:
        """Write the last words without waiting out the delay."""
        self._let_in(math.inf)
        if self._text() != self._written:
            self._write(self._text())

    def _take(self, event: Event) -> None:
        if isinstance(event, Line):
            due = self._clock() + self._config.delay_s
            self._waiting.append((due, event.id, " ".join(event.text.split())))
        elif isinstance(event, Retraction):
            self._waiting = deque((one for one in self._waiting if one[1] not in event.ids), MAX_WAITING)
            for line_id in event.ids:
                self._lines.pop(line_id, None)
        self._news.set()

    async def _next(self) -> str:
        """What the file should hold, once that is not what it holds."""
        while True:
            self._news.clear()
            self._let_in(self._clock())
            if self._text() != self._written:
                return self._text()
            left_s = self._waiting[0][0] - self._clock() if self._waiting else None
            with suppress(TimeoutError):
                async with asyncio.timeout(left_s):
                    await self._news.wait()

    def _let_in(self, until: float) -> None:
        while self._waiting and self._waiting[0][0] <= until:
            _, line_id, text = self._waiting.popleft()
            self._lines[line_id] = text
            while len(self._lines) > self._config.lines:
                del self._lines[min(self._lines)]

    def _text(self) -> str:
        return "\n".join(self._lines[line_id] for line_id in sorted(self._lines) if self._lines[line_id])

    def _write(self, text: str) -> bool:
        """Write the file; what fails is due again."""
        try:
            replace_file(self._config.file, [text.encode() + b"\n"])
        except OSError as error:
            self.problem = Problem(
                code="obs_file",
                message=f"The text file {self._config.file} for OBS cannot be written: {first_line(error)}."
                " Make its folder, or make it writable.",
            )
            return False
        self.problem = None
        self._written = text
        return True
