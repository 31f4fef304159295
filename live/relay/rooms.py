"""The rooms that are in Redis, followed for as long as they stay the same."""

import asyncio
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from live.relay.event import RelayedEvent
from live.relay.publisher import AWAY
from live.relay.room import RelayRoom
from live.relay.store import Store, StoreError
from live.serving.static import Content

Message = Mapping[str, Any]

NEWS_EVERY_S = 1.0
"""How often the rooms are looked after, and the longest wait for a message."""
RETRY_S = 1.0


class RelayedRooms:
    """The rooms of an event, kept as far as Redis is."""

    def __init__(
        self,
        store: Store,
        descriptions: Mapping[str, Any],
        news: Mapping[str, Any],
        branding: Mapping[str, Content],
    ) -> None:
        self._store = store
        self._descriptions = descriptions
        self.by_name = {name: RelayRoom(name, descriptions[name], news[name]) for name in descriptions}
        first = next(iter(descriptions.values()), None)
        self.event = RelayedEvent.read(first, branding) if first else RelayedEvent()

    @classmethod
    async def open(cls, store: Store) -> "RelayedRooms":
        """The rooms that there are, with what was said so far. Raises StoreError."""
        rooms = cls(store, await store.rooms(), await store.news(), await store.branding())
        await rooms._catch_up()
        return rooms

    async def follow(self) -> None:
        """Take what is published; returns when there are other rooms, or another run of one."""
        loop = asyncio.get_running_loop()
        look_at = loop.time()
        while True:
            try:
                if loop.time() >= look_at:
                    if await self._have_changed():
                        return
                    look_at = loop.time() + NEWS_EVERY_S
                await self._take(NEWS_EVERY_S)
            except StoreError:
                await self._come_back()

    async def _have_changed(self) -> bool:
        """Look after the rooms. Redis without any has been emptied: their servers fill it again."""
        descriptions = await self._store.rooms()
        for name, news in (await self._store.news()).items():
            if name in self.by_name:
                self.by_name[name].tell(news)
        return bool(descriptions) and descriptions != self._descriptions

    async def _take(self, wait_s: float) -> None:
        places = {(name, room.run): room.hub.seq for name, room in self.by_name.items()}
        for name, message in newest(await self._store.follow(places, wait_s)):
            self.by_name[name].take(message)

    async def _come_back(self) -> None:
        """Wait for Redis, and take what was missed: the stream may have been shortened, or lost."""
        for room in self.by_name.values():
            room.problem = AWAY
        while True:
            await asyncio.sleep(RETRY_S)
            try:
                await self._catch_up()
            except StoreError:
                continue
            for room in self.by_name.values():
                room.problem = None
            return

    async def _catch_up(self) -> None:
        for name, room in self.by_name.items():
            for message in await self._store.latest(name, room.run):
                room.take(message)


def newest(found: Iterable[tuple[str, Message]]) -> list[tuple[str, Message]]:
    """What several thousand screens need to be sent of messages that came together, in their order. Pure.

    Of revisions of one line the last is enough: a relay that falls behind leaves out interim words first.
    """
    latest: dict[Hashable, tuple[str, Message]] = {}
    for room, message in found:
        is_line = message["type"] == "line"
        key = (room, message["id"], message["lang"]) if is_line else (room, message["seq"])
        latest.pop(key, None)
        latest[key] = (room, message)
    return list(latest.values())
