"""Puts a whole event on stage: models, sessions, rooms and the server, until it ends."""

import asyncio
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from live.addresses import base_url, lan_addresses
from live.audio.loop import LoopedSource
from live.audio.source import Source, open_source
from live.config import Config, RoomConfig
from live.errors import ConfigError
from live.qr import qr_terminal
from live.recognise.speech import SpeechModel
from live.room import Room
from live.server import CaptionServer
from live.session import Session, open_session
from models import resolve

Tell = Callable[[str], None]
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - to recognise it, not to listen on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to play, and when to stop."""

    realtime: bool = True
    loop_s: float | None = None
    """Pause in seconds before a file is played again; None plays it once."""
    new_session: bool = False
    exit_at_end: bool = False


async def serve(config: Config, options: Options, *, tell: Tell) -> None:
    """Caption every room and serve the screens, until the end or a signal; `tell` gets lines for people.

    Raises a FootlightsError when something cannot be opened, before anything is served.
    """
    stop = _stop_signal()
    async with AsyncExitStack() as stack:
        speech = _load_models(config.rooms, stack, tell)
        rooms = [_open_room(room, config, options, speech[_model_key(room)], tell) for room in config.rooms]
        server = CaptionServer(
            {room.hub.room: room for room in rooms},
            host=config.server.host,
            port=config.server.port,
            join_url=_join_url(config, config.server.port),
            event=config.event.name,
        )
        await stack.enter_async_context(server)
        _welcome(config, server.port, tell)
        await _run(rooms, stop, exit_at_end=options.exit_at_end)


async def _run(rooms: Sequence[Room], stop: asyncio.Event, *, exit_at_end: bool) -> None:
    """Run every room; one that ends, or fails, leaves the others alone."""
    running = [asyncio.create_task(room.run(), name=f"room {room.hub.room}") for room in rooms]
    ended = asyncio.gather(*running, return_exceptions=True)
    stopped = asyncio.create_task(stop.wait(), name="stop")
    until: set[asyncio.Future[Any]] = {ended, stopped} if exit_at_end else {stopped}
    await asyncio.wait(until, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    for room in rooms:
        await room.stop()
    for outcome in await ended:
        if isinstance(outcome, BaseException):
            raise outcome


def _stop_signal() -> asyncio.Event:
    """An event that Ctrl-C and the system's request to end set; a second Ctrl-C ends at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def on_signal(number: int, _frame: object) -> None:
        signal.signal(number, signal.default_int_handler)
        loop.call_soon_threadsafe(stop.set)

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, on_signal)
    return stop


def _model_key(room: RoomConfig) -> tuple[str, str, int]:
    """Rooms with the same key share a loaded model."""
    return room.model, room.device, room.threads


def _load_models(
    rooms: Sequence[RoomConfig], stack: AsyncExitStack, tell: Tell
) -> dict[tuple[str, str, int], SpeechModel]:
    loaded: dict[tuple[str, str, int], SpeechModel] = {}
    for room in rooms:
        key = _model_key(room)
        if key not in loaded:
            directory = resolve(room.model, "whisper")
            model = SpeechModel(room.model, directory, device=room.device, threads=room.threads)
            stack.callback(model.close)
            tell(f"Speech model {model.name} on {model.device}.")
            if model.problem is not None:
                tell(f"Attention: {model.problem.message}")
            loaded[key] = model
    return loaded


def _open_room(room: RoomConfig, config: Config, options: Options, speech: SpeechModel, tell: Tell) -> Room:
    unknown = [code for code in room.languages if code not in speech.engine.languages]
    if unknown:
        known = ", ".join(sorted(speech.engine.languages))
        raise ConfigError(
            f"The model {speech.name} does not know the language '{unknown[0]}'. It knows: {known}."
        )
    source = _open_source(room, options, 0.0)
    session = open_session(room, config.log, anew=options.new_session)
    if session.start_s:
        source = _open_source(room, options, session.start_s)
    _describe(session, source, tell)
    return Room(session, source, speech, terms=room.terms)


def _open_source(room: RoomConfig, options: Options, start_s: float) -> Source:
    def play(from_s: float) -> Source:
        return open_source(room.source, realtime=options.realtime, start_s=from_s, channel=room.channel)

    if options.loop_s is None:
        return play(start_s)
    return LoopedSource(partial(play, 0.0), options.loop_s)


def _describe(session: Session, source: Source, tell: Tell) -> None:
    tell(f"Room {session.hub.room}: hearing {source.name}.")
    if session.resumed:
        minutes, seconds = divmod(round(session.start_s), 60)
        tell(
            f"Going on with the session of {session.hub.session} at {minutes}:{seconds:02}"
            " (--new-session begins a new one)."
        )
    tell(f"Log: {Path(session.log.path).resolve()}")


def _join_url(config: Config, port: int) -> str:
    """The address that phones are given."""
    if config.server.join_url:
        return config.server.join_url
    if config.server.host not in EVERYWHERE:
        return base_url(config.server.host, port)
    return base_url(next(iter(lan_addresses()), "127.0.0.1"), port)


def _welcome(config: Config, port: int, tell: Tell) -> None:
    url = _join_url(config, port)
    tell("")
    tell(qr_terminal(url + "/"))
    for page, what in (
        ("/", "phones"),
        ("/stage", "the big screen"),
        ("/overlay", "OBS"),
        ("/status", "you"),
    ):
        tell(f"  {url}{page:10} {what}")
    tell("\nCtrl-C ends the session.")
