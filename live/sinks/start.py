"""Starts the sinks of a room, each in a task of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from live.config import Sink, SinksConfig
from live.hub import Hub
from live.sinks.hls import HlsSegments
from live.sinks.lines import FinalLines
from live.sinks.obs import ObsFile
from live.sinks.progress import Progress
from live.sinks.sender import LineSender, Service
from live.sinks.webhook import Webhook
from live.sinks.youtube import SaidAt, Youtube
from live.sinks.zoom import Zoom
from live.status import Problem, RoomStatus

Here = Callable[[Sink], bool]
"""Whether a sink is of this room."""


class Heard(Protocol):
    """What sinks need of a room."""

    @property
    def hub(self) -> Hub:
        """Its captions."""

    @property
    def log_path(self) -> Path:
        """Its log, beside which is kept how far services have been told."""

    def status(self) -> RoomStatus:
        """How it is doing."""


class Running(Protocol):
    """A sink at work."""

    @property
    def problem(self) -> Problem | None:
        """What keeps it from going on."""

    async def run(self) -> None:
        """Work until cancelled."""

    async def finish(self) -> None:
        """Do what is left, within a bounded time: the captions have ended."""


@asynccontextmanager
async def sinks(config: SinksConfig, room: Heard, *, first: bool) -> AsyncIterator[list[Running]]:
    """Run the sinks of a room while the block runs; `first` is the room of those that name none."""

    def here(sink: Sink) -> bool:
        return sink.room == room.hub.room or (first and sink.room is None)

    running: list[Running] = [ObsFile(room.hub, sink) for sink in config.obs if here(sink)]
    running += [
        HlsSegments(room.hub, sink, lambda: room.status().audio_s) for sink in config.hls if here(sink)
    ]
    running += _senders(config, room, here)
    tasks = [asyncio.create_task(each.run(), name=f"sink {type(each).__name__}") for each in running]
    try:
        yield running
    finally:
        await asyncio.gather(*(each.finish() for each in running))
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _senders(config: SinksConfig, room: Heard, here: Here) -> Iterator[LineSender]:
    """The sinks that send lines."""
    for number, zoom in enumerate(config.zoom, 1):
        if here(zoom):
            yield _sender(Zoom(zoom), zoom, room, number)
    for number, youtube in enumerate(config.youtube, 1):
        if here(youtube):
            said_at = SaidAt(lambda: room.status().audio_s)
            yield _sender(Youtube(youtube, said_at), youtube, room, number)
    for number, webhook in enumerate(config.webhook, 1):
        if here(webhook):
            service = Webhook(webhook, room=room.hub.room, session=room.hub.session)
            yield _sender(service, webhook, room, number)


def _sender(service: Service, config: Sink, room: Heard, number: int) -> LineSender:
    """A sender that goes on where one before a restart was; a new one begins with what is said now."""
    path = room.log_path.with_name(f"{service.name.lower()}-{number}.json")
    progress = Progress.open(path, room.hub.session, _last_id(room.hub))
    lines = FinalLines(room.hub, config.language, delay_s=config.delay_s, after_id=progress.after_id)
    return LineSender(service, lines, progress)


def _last_id(hub: Hub) -> int:
    keys = (message.key for message in hub.changed_since(-1, hub.languages.codes))
    return max((key[0] for key in keys if isinstance(key, tuple) and isinstance(key[0], int)), default=0)
