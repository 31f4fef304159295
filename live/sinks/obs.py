"""A text file with the latest lines, for a text source of OBS."""

import asyncio
import time
from collections import deque
from collections.abc import Callable

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
"""Texts that wait out the delay, far more than a minute's. When full, the oldest are left out."""


class ObsFile:
    """Keeps a file at the latest committed words, `delay_s` after they were said."""

    def __init__(self, hub: Hub, config: ObsSink, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.problem: Problem | None = None
        """What keeps the file from being written."""
        self._config = config
        self._clock = clock
        self._lines: dict[int, str] = {}
        self._texts: deque[tuple[float, str]] = deque(maxlen=MAX_WAITING)
        """What the file should hold, and from when on."""
        self._news = asyncio.Event()
        listen(hub, config.language, self._take)
        self._show(self._clock())

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            written = self._write(await self._next())
            await asyncio.sleep(WRITE_EVERY_S if written else RETRY_S)

    async def finish(self) -> None:
        """Write the last words without waiting out the delay."""
        if self._texts:
            self._write(self._texts.pop()[1])

    def _take(self, event: Event) -> None:
        if isinstance(event, Line):
            self._lines[event.id] = " ".join(event.text.split())
            while len(self._lines) > self._config.lines:
                del self._lines[min(self._lines)]
            self._show(self._clock() + self._config.delay_s)
        elif isinstance(event, Retraction):
            for line_id in event.ids:
                self._lines.pop(line_id, None)
            self._texts.clear()
            self._show(self._clock())

    def _show(self, at: float) -> None:
        text = "\n".join(self._lines[line_id] for line_id in sorted(self._lines) if self._lines[line_id])
        self._texts.append((at, text))
        self._news.set()

    async def _next(self) -> str:
        """The latest text that is due, once there is a new one."""
        text: str | None = None
        while text is None:
            self._news.clear()
            while self._texts and self._texts[0][0] <= self._clock():
                text = self._texts.popleft()[1]
            if text is None:
                left_s = self._texts[0][0] - self._clock() if self._texts else None
                try:
                    async with asyncio.timeout(left_s):
                        await self._news.wait()
                except TimeoutError:
                    continue
        return text

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
            self._texts.appendleft((self._clock(), text))
            return False
        self.problem = None
        return True
