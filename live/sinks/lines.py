"""A room's final lines, each once, some time after it was said."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from live.events import Line, Retraction
from live.hub import Hub
from live.serving.messages import Event
from live.sinks.listen import listen

MAX_WAITING = 5_000
"""Lines that wait for a service that is away: half a day. When full, the oldest are left out."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    line: Line
    due_at: float


class FinalLines:
    """The final lines of a room in one language, in order.

    A line that is corrected while it waits goes out corrected, one that is taken back not at all.
    `after_id` is the last line that is not wanted, from before a restart.
    """

    def __init__(
        self,
        hub: Hub,
        language: str | None,
        *,
        delay_s: float = 0.0,
        after_id: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.left_out = 0
        """Lines that waited for too long."""
        self.delay_s = delay_s
        self._clock = clock
        self._after_id = after_id
        self._waiting: dict[int, _Waiting] = {}
        self._passed: set[int] = set()
        """Lines that were handed out."""
        self._withdrawn: set[int] = set()
        self._news = asyncio.Event()
        listen(hub, language, self._take)

    @property
    def waiting(self) -> int:
        """How many lines are not handed out yet."""
        return len(self._waiting)

    async def next(self) -> Line | None:
        """Wait for a line that is due; None when all that waited has been taken back."""
        while True:
            waited = bool(self._waiting)
            self._news.clear()
            first = next(iter(self._waiting.values()), None)
            left_s = None if first is None else first.due_at - self._clock()
            if first is not None and left_s is not None and left_s <= 0:
                del self._waiting[first.line.id]
                self._passed.add(first.line.id)
                return first.line
            with suppress(TimeoutError):
                async with asyncio.timeout(left_s):
                    await self._news.wait()
            if waited and not self._waiting:
                return None

    def current(self, line: Line) -> Line:
        """A line that was handed out, without its words if it has been taken back since."""
        return replace(line, text="") if line.id in self._withdrawn else line

    def _take(self, event: Event) -> None:
        if isinstance(event, Line):
            self._take_line(event)
        elif isinstance(event, Retraction):
            self._withdrawn.update(event.ids)
            for line_id in event.ids:
                self._waiting.pop(line_id, None)
        self._news.set()

    def _take_line(self, line: Line) -> None:
        if not line.final or not line.text or line.id <= self._after_id or line.id in self._passed:
            return
        known = self._waiting.get(line.id)
        due_at = known.due_at if known else self._clock() + self.delay_s
        self._waiting[line.id] = _Waiting(line, due_at)
        if len(self._waiting) > MAX_WAITING:
            del self._waiting[next(iter(self._waiting))]
            self.left_out += 1
