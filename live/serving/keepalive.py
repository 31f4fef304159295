"""Finds out which connections are dead: a phone that left the hall says no goodbye."""

import asyncio
from collections.abc import Callable, Collection

from live.serving.wire import Connection

LOOKS = 4
"""In the time that an answer may take; no more often than once a second is needed."""


async def keep_alive(connections: Callable[[], Collection[Connection]], every_s: float) -> None:
    """Ask connections that have been quiet for `every_s` for a sign of life, and close those that give none.

    They have as long again to answer. One task for all: thousands of timers would cost more than the asking.
    """
    while True:
        await asyncio.sleep(min(1.0, every_s / LOOKS))
        now = asyncio.get_running_loop().time()
        for connection in connections():
            connection.probe(now, every_s)
