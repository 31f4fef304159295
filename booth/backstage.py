"""Work that goes on after the guest has gone: named tasks that end with the booth and never end it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from booth.errors import BoothError
from booth.notices import Notices

logger = logging.getLogger(__name__)


class Backstage:
    """Runs tasks for as long as it is open."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._group: asyncio.TaskGroup | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Run tasks until the block ends; what still runs then is cancelled."""
        async with asyncio.TaskGroup() as self._group:
            try:
                yield
            finally:
                for task in tuple(self._tasks):
                    task.cancel()

    def start(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """Run something by itself; what goes wrong is told to the organiser."""
        assert self._group is not None, "Backstage is not open"  # noqa: S101
        task = self._group.create_task(self._guarded(work, name), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # A task that is cancelled before its first step would leave the work unfinished, with a warning.
        task.add_done_callback(lambda _: work.close())
        return task

    async def _guarded(self, work: Coroutine[Any, Any, None], name: str) -> None:
        try:
            await work
        except BoothError as error:
            self._notices.tell(str(error))
        except Exception as error:
            # An edge: what one guest's picture does to a library must not end the booth for the next.
            logger.exception("%s failed", name)
            self._notices.tell(f"{name} failed: {type(error).__name__}. The log has more.")
