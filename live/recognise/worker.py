"""One thread that makes calls in turn, and that is left behind when a call never returns."""

import asyncio
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from models.errors import FootlightsError

CHECK_S = 0.5
"""How often those who wait look whether the call before them hangs."""

T = TypeVar("T")


class HungError(FootlightsError):
    """A call does not return."""


@dataclass(frozen=True, slots=True)
class _Job:
    call: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    limit_s: float


class Worker:
    """A thread for a model, whose calls cannot be cancelled.

    When a call takes longer than its limit, it and all that wait behind it get HungError: make another
    worker then. This one's thread ends with its call, or with the process.
    """

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._late_at: float | None = None
        """When the call that runs will have taken too long; None while none runs."""
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    async def run(self, call: Callable[[], T], limit_s: float) -> T:
        """Make a call after those made before. Raises what it raises, or HungError."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(call, loop, future, limit_s))
        while not future.done():
            await asyncio.wait({future}, timeout=min(CHECK_S, limit_s))
            if not future.done() and self._hangs():
                future.cancel()
                raise HungError("it has not answered for too long")
        return future.result()

    def close(self, wait_s: float) -> None:
        """Take no other call, and let the one that runs finish, for as long as `wait_s`."""
        self._jobs.put(None)
        self._thread.join(wait_s)

    def _hangs(self) -> bool:
        late_at = self._late_at
        return late_at is not None and self._clock() > late_at

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if job.future.cancelled():
                continue
            self._late_at = self._clock() + job.limit_s
            try:
                result, failure = job.call(), None
            except BaseException as error:  # noqa: BLE001 - whoever made the call gets it
                result, failure = None, error
            self._late_at = None
            if not job.loop.is_closed():
                job.loop.call_soon_threadsafe(_settle, job.future, result, failure)


def _settle(future: "asyncio.Future[Any]", result: Any, failure: BaseException | None) -> None:
    if future.done():
        return
    if failure is None:
        future.set_result(result)
    else:
        future.set_exception(failure)
