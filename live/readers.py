"""Those that read a room's captions besides its screens: relays, and services elsewhere."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from live.config import Config
from live.config.relay import read_address
from live.room import Room
from live.serving.branding import branding_files
from live.sinks.start import sinks


@asynccontextmanager
async def reading(config: Config, rooms: Sequence[Room]) -> AsyncIterator[None]:
    """Let all of an event's readers read while the block runs; their problems show in the rooms' status."""
    async with AsyncExitStack() as stack:
        if config.relay.redis:
            await _publish(config, config.relay.redis, rooms, stack)
        for room in rooms:
            room.readers += await stack.enter_async_context(sinks(config.sinks, room, first=room is rooms[0]))
        yield


async def _publish(config: Config, redis: str, rooms: Sequence[Room], stack: AsyncExitStack) -> None:
    # The client of Redis is an extra.
    from live.relay.event import RelayedEvent  # noqa: PLC0415
    from live.relay.publisher import publishing  # noqa: PLC0415
    from live.relay.store import Store  # noqa: PLC0415

    store = Store(read_address(redis), prefix=config.relay.key)
    stack.push_async_callback(store.close)
    event = RelayedEvent(
        name=config.event.name,
        standbys=tuple(config.server.standbys),
        branding=branding_files(config.branding),
    )
    for room in rooms:
        publisher = await stack.enter_async_context(publishing(room, store, event=event))
        room.readers.append(publisher)
