"""A relay: the screens of a machine that reads its captions from Redis."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from live.relay.rooms import RelayedRooms
from live.relay.store import Store, StoreError
from live.serving.addresses import lan_addresses
from live.serving.limits import Limits
from live.serving.server import CaptionServer
from live.stopping import stop_signal
from live.welcome import find_addresses, started

Tell = Callable[[str], None]

RETRY_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a relay reads, and where it serves."""

    redis: str
    """The whole address, with its password."""
    prefix: str
    host: str
    port: int
    join_url: str = ""
    screens: int = Limits().screens


async def relay(options: Options, *, tell: Tell) -> None:
    """Serve what is in Redis until a signal. Raises ServerError when the port cannot be used."""
    with stop_signal() as stop:
        serving = asyncio.create_task(_serve(options, tell), name="relay")
        stopping = asyncio.create_task(stop.wait(), name="stop")
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        serving.cancel()
        await asyncio.wait({serving})
        if not serving.cancelled() and (error := serving.exception()):
            raise error


async def _serve(options: Options, tell: Tell) -> None:
    """Serve the rooms; when they change, or a room begins anew, the screens come back to another server."""
    store = Store(options.redis, prefix=options.prefix)
    try:
        while True:
            rooms = await _open_rooms(store, tell)
            addresses = find_addresses(options.host, options.port, options.join_url, lan_addresses())
            server = CaptionServer(
                rooms.by_name,
                host=options.host,
                port=options.port,
                join_url=addresses.join,
                event=rooms.event.name,
                standbys=rooms.event.standbys,
                branding=rooms.event.branding,
                limits=Limits(screens=options.screens, screens_per_address=options.screens),
            )
            async with server:
                tell(started(addresses, list(rooms.by_name)))
                await rooms.follow()
            tell("The rooms have changed; the screens come back by themselves.")
    finally:
        await store.close()


async def _open_rooms(store: Store, tell: Tell) -> RelayedRooms:
    """The rooms that are in Redis, with what was said so far; waits until there are any."""
    told = ""
    while True:
        try:
            rooms = await RelayedRooms.open(store)
            waits_for = "" if rooms.by_name else "Waiting for a server that publishes here: footlights live."
        except StoreError as error:
            waits_for = f"{error}. Waiting for it."
        if not waits_for:
            return rooms
        if waits_for != told:
            tell(waits_for)
        told = waits_for
        await asyncio.sleep(RETRY_S)
