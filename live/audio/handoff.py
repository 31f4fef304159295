"""Hands values from a foreign thread to the event loop, in order and without waiting for it."""

import asyncio
import threading
from collections import deque
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Closed(Exception):  # noqa: N818
    """No more items come."""


class Handoff(Generic[Item]):
    """A bounded queue from one thread to one task. Make it in the task's event loop.

    When it is full, `offer` refuses (an audio callback must never wait) and `put` waits
    (a decoder has time).
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: deque[Item] = deque()
        self._loop = asyncio.get_running_loop()
        self._filled = asyncio.Event()
        self._taken = threading.Event()
        self._closed: Exception | None = None

    def offer(self, item: Item) -> bool:
        """Adds an item at once, from the thread; says False when there is no room or it is closed."""
        if self._closed or len(self._items) >= self._limit:
            return False
        self._items.append(item)
        return self._wake()

    def put(self, item: Item) -> bool:
        """Adds an item from the thread as soon as there is room; says False once closed."""
        while not self._closed:
            self._taken.clear()
            if self.offer(item):
                return True
            if not self._closed:
                self._taken.wait()
        return False

    async def get(self, timeout_s: float | None = None) -> Item:
        """Takes the oldest item.

        Raises TimeoutError when none comes in time, and what it was closed with when all are taken.
        """
        try:
            async with asyncio.timeout(timeout_s):
                await self._wait()
        except TimeoutError:
            if not self._items:  # one may have come while the loop was busy elsewhere
                raise
        item = self._items.popleft()
        self._taken.set()
        return item

    def close(self, error: Exception | None = None) -> None:
        """Takes no more items, from any thread; then `get` raises the error, or else Closed."""
        self._closed = self._closed or error or Closed()
        self._taken.set()
        self._wake()

    async def _wait(self) -> None:
        while not self._items:
            if self._closed:
                raise self._closed
            self._filled.clear()
            await self._filled.wait()

    def _wake(self) -> bool:
        try:
            self._loop.call_soon_threadsafe(self._filled.set)
        except RuntimeError as loop_is_closed:
            self._closed = loop_is_closed
            return False
        return True
