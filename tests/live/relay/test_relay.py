"""A room published to a real Redis and served by a relay, through everything that may go away."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from live.events import Retraction, StateChange
from live.relay.event import RelayedEvent
from live.relay.publisher import publishing
from live.relay.rooms import RelayedRooms
from live.relay.store import Store
from live.serving.static import Content
from tests.live.rooms import FakeRoom, a_line
from tests.redis_server import RedisServer, redis_server

pytestmark = pytest.mark.redis

LIMIT_S = 120.0


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    with redis_server(tmp_path) as server:
        yield server


@asynccontextmanager
async def relayed(redis: RedisServer) -> AsyncIterator[RelayedRooms]:
    """A relay that follows while the block runs."""
    store = Store(redis.url, prefix="test")
    rooms = await _opened(store)
    following = asyncio.create_task(rooms.follow())
    try:
        yield rooms
    finally:
        following.cancel()
        await asyncio.wait({following})
        await store.close()


async def _opened(store: Store) -> RelayedRooms:
    while not (rooms := await RelayedRooms.open(store)).by_name:  # noqa: ASYNC110 - it is in Redis
        await asyncio.sleep(0.02)
    return rooms


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(LIMIT_S):
        while not holds():  # noqa: ASYNC110 - it may be in another process
            await asyncio.sleep(0.01)


def shown(room) -> list[dict]:
    """What a new screen of a room would see."""
    return [json.loads(message.data) for message in room.hub.backlog(None, room.hub.languages.codes)]


async def test_a_relay_shows_what_the_server_shows(redis):
    room, store = FakeRoom(), Store(redis.url, prefix="test")
    room.hub.publish(a_line(1, final=True))
    event = RelayedEvent(
        name="Symposium", standbys=("http://192.0.2.8:8000",), branding={"/logo": Content(".png", b"\0\xff")}
    )
    async with publishing(room, store, event=event), relayed(redis) as rooms:
        relay = rooms.by_name["main"]
        assert rooms.event == event
        assert relay.hub.hello(event.standbys).data == room.hub.hello(event.standbys).data
        assert shown(relay) == shown(room)
        room.hub.publish(a_line(2))
        room.hub.publish(a_line(1, 1, lang="es", final=True))
        room.hub.publish_state(StateChange(state="paused", message="Lunch"))
        await until(lambda: relay.hub.seq == room.hub.seq)
        assert shown(relay) == shown(room)
        assert relay.hub.state == "paused"
        assert relay.status().words == room.status().words
        assert "Line 2." in relay.transcript("txt", None)
    await store.close()


async def test_a_language_switched_off_and_on_is_so_on_the_relay_and_its_screens_stay(redis):
    room, store = FakeRoom(), Store(redis.url, prefix="test")
    everything = room.hub.languages
    fewer = replace(everything, target=everything.target[1:])
    room.hub.offer(fewer)
    async with publishing(room, store), relayed(redis) as rooms:
        relay = rooms.by_name["main"]
        assert relay.hub.languages == fewer
        room.hub.offer(everything)
        room.hub.publish(a_line(1, lang=everything.target[0], final=True))
        await until(lambda: relay.hub.seq == room.hub.seq)
        assert relay.hub.languages == everything
        assert shown(relay) == shown(room)
    await store.close()


async def test_what_is_taken_back_is_gone_from_redis_and_relay(redis):
    room, store = FakeRoom(), Store(redis.url, prefix="test")
    async with publishing(room, store), relayed(redis) as rooms:
        relay = rooms.by_name["main"]
        for number in (1, 2):
            room.hub.publish(a_line(number, text=f"secret {number}"))
            room.hub.publish(a_line(number, 1, text=f"secret {number}!", final=True))
        await until(lambda: relay.hub.seq == room.hub.seq)
        room.hub.retract(Retraction(ids=(2,)))
        await until(lambda: relay.hub.seq == room.hub.seq)
        assert shown(relay) == shown(room)
        assert "secret 2" not in relay.transcript("txt", None)
        assert b"secret 2" not in await redis.everything()
        assert b"secret 1" in await redis.everything()
    await store.close()


async def test_redis_may_die_and_come_back_empty_in_mid_talk(redis):
    room, store = FakeRoom(), Store(redis.url, prefix="test")
    async with publishing(room, store) as publisher, relayed(redis) as rooms:
        relay = rooms.by_name["main"]
        room.hub.publish(a_line(1, final=True))
        await until(lambda: relay.hub.seq == room.hub.seq)
        redis.kill()
        room.hub.publish(a_line(2, final=True))
        room.hub.retract(Retraction(ids=(1,)))
        await until(lambda: publisher.problem is not None and relay.problem is not None)
        assert [problem.code for problem in relay.status().problems] == ["redis_away"]
        room.hub.publish(a_line(3, final=True))
        redis.start()
        await until(lambda: relay.hub.seq == room.hub.seq)
        assert shown(relay) == shown(room)
        await until(lambda: publisher.problem is None and relay.problem is None)
        async with relayed(redis) as later:
            assert shown(later.by_name["main"]) == shown(room)
    await store.close()


async def test_another_run_of_the_server_is_another_room_for_the_relay(redis):
    store = Store(redis.url, prefix="test")
    async with publishing(FakeRoom(), store):
        rooms = await _opened(store)
        following = asyncio.create_task(rooms.follow())
    async with publishing(FakeRoom(), store):
        await asyncio.wait_for(following, LIMIT_S)
        assert (await _opened(store)).by_name["main"].run != rooms.by_name["main"].run
    await store.close()


async def test_publisher_and_relay_end_at_whatever_moment_they_are_told_to(redis):
    """The client of Redis swallows a cancellation that comes while it reads or connects."""
    room, store = FakeRoom(), Store(redis.url, prefix="test")
    async with asyncio.timeout(LIMIT_S):
        for number in range(20):
            async with publishing(room, store):
                room.hub.publish(a_line(number, final=True))
                for _ in range(number):
                    await asyncio.sleep(0)
            async with relayed(redis):
                for _ in range(number):
                    await asyncio.sleep(0)
    await store.close()
