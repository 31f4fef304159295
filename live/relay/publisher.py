"""Publishes a room's messages to Redis, beside the captions and never in their way."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Protocol

from live.hub import Hub
from live.relay.event import RelayedEvent
from live.relay.store import Store, StoreError
from live.status import Problem, RoomStatus

TELL_EVERY_S = 1.0
"""How often the room's status is told, which is its sign of life."""
RETRY_S = 1.0
FINISH_S = 2.0
"""How long the end of the captions waits for Redis."""
BATCH = 500
"""Messages in one transaction."""

AWAY = Problem(
    code="redis_away",
    message="Redis cannot be reached: the relays' screens stand still. Start it again or mend the network;"
    " the screens here go on, and the relays catch up by themselves.",
)


class Published(Protocol):
    """What is published of a room."""

    @property
    def hub(self) -> Hub:
        """Its captions."""

    def status(self) -> RoomStatus:
        """How it is doing."""


@asynccontextmanager
async def publishing(
    room: Published, store: Store, *, event: RelayedEvent | None = None
) -> AsyncIterator["Publisher"]:
    """Publish a room while the block runs, and at its end what is left, as far as Redis takes it."""
    publisher = Publisher(room, store, event=event or RelayedEvent())
    task = asyncio.create_task(publisher.run(), name=f"publish {room.hub.room}")
    try:
        yield publisher
    finally:
        task.cancel()
        await asyncio.wait({task})
        with suppress(StoreError, TimeoutError):
            async with asyncio.timeout(FINISH_S):
                await publisher.finish()


class Publisher:
    """Keeps Redis as far as a room's hub is.

    It has no queue: it asks the hub what changed since the last number that Redis has. So nothing is lost
    while Redis is away, and lines that changed often meanwhile are sent once.
    """

    def __init__(self, room: Published, store: Store, *, event: RelayedEvent) -> None:
        self.problem: Problem | None = None
        """What keeps the relays from being told."""
        self._room = room
        self._store = store
        self._event = event
        self._run = secrets.token_hex(8)
        """This run of the room: a restart may have forgotten interim words that the relays show."""
        self._told = 0
        self._news = asyncio.Event()
        room.hub.subscribe(lambda _message: self._news.set())

    async def run(self) -> None:
        """Publish until cancelled."""
        while True:
            try:
                await self._publish()
            except StoreError:
                self.problem = AWAY
                await asyncio.sleep(RETRY_S)

    async def finish(self) -> None:
        """Publish what is left. Raises StoreError."""
        hub = self._room.hub
        await self._send(await self._store.last_seq(hub.room, self._run))
        await self._tell()

    async def _publish(self) -> None:
        """Publish until Redis goes away; it may have lost everything, or the last second, when it is back."""
        hub = self._room.hub
        await self._store.dress(self._event.branding)
        sent = await self._store.last_seq(hub.room, self._run)
        while True:
            self._news.clear()
            sent = await self._send(sent)
            await self._tell()
            self.problem = None
            until = asyncio.get_running_loop().time() + TELL_EVERY_S
            while await self._anything_new(until):
                sent = await self._send(sent)

    async def _send(self, sent: int) -> int:
        hub = self._room.hub
        changed = hub.changed_since(sent, hub.known.codes)
        for first in range(0, len(changed), BATCH):
            messages = changed[first : first + BATCH]
            await self._store.append(hub.room, self._run, messages)
            sent = messages[-1].seq
        return sent

    async def _anything_new(self, until: float) -> bool:
        """Wait for something to publish; False when it is time to tell the status."""
        try:
            async with asyncio.timeout_at(until):
                await self._news.wait()
        except TimeoutError:
            return False
        self._news.clear()
        return True

    async def _tell(self) -> None:
        self._told += 1
        news = {"number": self._told, "status": self._room.status().as_json()}
        await self._store.describe(self._room.hub.room, self._description(), news)

    def _description(self) -> dict[str, object]:
        hub = self._room.hub
        return {
            "run": self._run,
            "session": hub.session,
            "languages": hub.known.as_json(),
            **self._event.as_json(),
        }
