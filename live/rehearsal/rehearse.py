"""A rehearsal: the event's own stage, a hall full of simulated phones, and the report of what they saw."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from live.archive.log import read
from live.config import Config, SinksConfig
from live.config.relay import RelayConfig
from live.errors import ConfigError
from live.rehearsal.findings import RoomFindings, find_in_room
from live.rehearsal.phones import Hall, Phone, trusting_nobody
from live.rehearsal.report import Phones, Plot, Report, Series
from live.rehearsal.seats import seats
from live.rehearsal.sessions import event_report, find_logs
from live.rehearsal.stage_process import StageProcess, Tell, staging
from live.rehearsal.watch import Watch
from live.serving.server import free_port
from live.stopping import stop_signal
from live.welcome import EVERYWHERE, HERE_ONLY

SESSIONS = "sessions"
T = TypeVar("T")


async def rehearse(
    config: Config, folder: Path, *, screens: int, limit_s: float | None, tell: Tell
) -> Report:
    """Run the event until its sound ends, or for `limit_s` seconds, before so many phones.

    The logs are left in `folder`; `tell` gets what the stage says, such as its addresses. Raises a
    FootlightsError when it does not start.
    """
    host = HERE_ONLY if config.server.host in EVERYWHERE else config.server.host
    port = await free_port(config.server.host, config.server.port)
    server = config.server.model_copy(update={"port": port})
    config = config.model_copy(update={"server": server})
    tls = trusting_nobody() if server.tls_certificate else None
    secure = "s" if tls else ""
    rooms = {room.name: room.all_languages for room in config.rooms}
    hall = Hall(seats(rooms, screens), f"ws{secure}://{host}:{port}", tls)
    async with staging(config, tell) as stage:
        watch = Watch(stage.pid, f"http{secure}://{host}:{port}", tls)
        async with _background(watch.look()), _background(hall.read()) as reading:
            await _until_over(stage, limit_s)
            await stage.stop()
            await reading
    return _report(config, folder, hall.phones, watch)


def rehearsal_config(config: Config, sources: Sequence[str], folder: Path) -> Config:
    """The event as it is rehearsed: with this sound, its logs in `folder`, and no captions to services.

    One source is played in every room; several are given to the rooms in their order. Raises ConfigError.
    """
    if len(sources) not in (1, len(config.rooms)):
        raise ConfigError(
            f"--source: {len(sources)} sources for {len(config.rooms)} rooms. Give one, or one for each room."
        )
    given = list(sources) * len(config.rooms) if len(sources) == 1 else sources
    rooms = tuple(
        room.model_copy(update={"source": source, "channel": None})
        for room, source in zip(config.rooms, given, strict=False)
    )
    log = config.log.model_copy(update={"folder": folder / SESSIONS})
    return config.model_copy(
        update={"rooms": rooms, "log": log, "sinks": SinksConfig(), "relay": RelayConfig()}
    )


async def _until_over(stage: StageProcess, limit_s: float | None) -> None:
    """Wait for the end of the sound, of the time or, by Ctrl-C, of the technician's patience."""
    with stop_signal() as stop:
        async with _background(stage.over()) as over, _background(stop.wait()) as stopped:
            await asyncio.wait({over, stopped}, timeout=limit_s, return_when=asyncio.FIRST_COMPLETED)


@asynccontextmanager
async def _background(work: Coroutine[Any, Any, T]) -> AsyncIterator[asyncio.Task[T]]:
    """Do something beside the block; cancelled at its end."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _report(config: Config, folder: Path, phones: Sequence[Phone], watch: Watch) -> Report:
    logs = find_logs(folder / SESSIONS)
    spoken = {room.name: room.languages for room in config.rooms}
    found = []
    for record in map(read, logs):
        room = record.header.room
        screens = [(phone.seat, list(phone.received())) for phone in phones if phone.seat.room == room]
        found.append(find_in_room(record, spoken[room], screens, watch.heard[room]))
    return replace(
        event_report(logs, config, kind="Rehearsal"),
        delays=tuple(row for room in found for row in room.delays),
        erasures=tuple(row for room in found for row in room.erasures),
        load=watch.load,
        phones=Phones(
            screens=len(phones),
            refused=sum(phone.lost for phone in phones),
            lost_lines=sum(room.lost_lines for room in found),
        ),
        plots=(*_delay_plots(config, found), *_load_plots(config, watch)),
    )


def _delay_plots(config: Config, found: Sequence[RoomFindings]) -> Iterator[Plot]:
    for room in found:
        where = f", {room.room}" if len(found) > 1 else ""
        limit_s = config.targets.delay_p50_s
        yield Plot(title=f"Median delay as spoken{where}", unit="s", series=room.spoken, limit=limit_s)
        if room.translated:
            yield Plot(title=f"Median delay of translations{where}", unit="s", series=room.translated)


def _load_plots(config: Config, watch: Watch) -> Iterator[Plot]:
    cpu, memory = Series("server", tuple(watch.cpu)), Series("server", tuple(watch.memory))
    yield Plot(title="Load of all cores", unit="%", series=(cpu,), limit=config.targets.cpu_percent)
    yield Plot(title="Memory", unit="MiB", series=(memory,))
