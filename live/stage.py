"""Puts a whole event on stage: models, sessions, rooms and the server, until it ends."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

from live.archive.minutes import keeping_minutes
from live.archive.recording import Recording
from live.archive.retention import sweep
from live.archive.room_lock import held_room
from live.archive.session import Session, find_unfinished, new_session, resume_session
from live.audio.loop import LoopedSource
from live.audio.source import Source, check_source, open_source, plays_from_start
from live.config import Config, RoomConfig, ServerConfig
from live.errors import ConfigError, ServerError
from live.languages import nearest_code
from live.no_sound import NO_SOUND, NoSpeech
from live.notices import Notices
from live.operator.opening import open_console
from live.readers import reading
from live.recognise.speech import SpeechModel
from live.room import Room
from live.serving.addresses import lan_addresses
from live.serving.branding import branding_files
from live.serving.limits import Limits
from live.serving.server import CaptionServer, free_port
from live.speech import Speech
from live.stopping import stop_signal
from live.text.spelling import Spelling
from live.tls.certificates import open_tls
from live.translators import describe_translation, open_glossary, open_translation, with_glossary
from live.welcome import ENDING, ended, find_addresses, started
from models import resolve

Tell = Callable[[str], None]
Turn = Callable[[], Coroutine[Any, Any, None]]
ModelKey = tuple[str, str, int]
NOTICE_EVERY_S = 1.0
PORT_RETRY_S = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to play, and when to stop."""

    realtime: bool = True
    loop_s: float | None = None
    """Pause in seconds before a file is played again; None plays it once."""
    new_session: bool = False
    exit_at_end: bool = False


async def serve(config: Config, options: Options, *, tell: Tell, turn: Turn | None = None) -> None:
    """Caption every room and serve the screens, until the end or a signal; `tell` gets lines for people.

    With `turn`, all that takes long is made ready first, and the rest begins when `turn` returns.
    Raises a FootlightsError when something cannot be opened, before anything is served: what is quick to
    find out comes first. Raises what broke a room off when all is over.
    """
    async with AsyncExitStack() as stack:
        stop = stack.enter_context(stop_signal())
        _check_play(config, options)
        tls = open_tls(config.server)
        branding = branding_files(config.branding)
        sweep(config.log.folder, config.retention, time.time())
        port = 0 if turn else await free_port(config.server.host, config.server.port)
        for room in config.rooms:
            await check_source(room.source, channel=room.channel)
            describe_translation(room)
            open_glossary(room)
            stack.enter_context(held_room(config.log.folder, room.name))
        speech = _load_models(config.rooms, stack, tell)
        if turn:
            if not await _is_our_turn(turn, stop):
                return
            port = await _port_once_free(config.server, tell)
        rooms = [_open_room(room, config, options, speech[_model_key(room)], tell) for room in config.rooms]
        addresses = find_addresses(
            config.server.host, port, config.server.join_url, lan_addresses(), secure=tls is not None
        )
        console, console_address = stack.enter_context(open_console(rooms, config, port))
        server = CaptionServer(
            {room.hub.room: room for room in rooms},
            host=config.server.host,
            port=port,
            join_url=addresses.join,
            event=config.event.name,
            console=console,
            limits=Limits(**config.limits.model_dump()),
            tls=tls,
            branding=branding,
            standbys=config.server.standbys,
        )
        await stack.enter_async_context(server)
        async with reading(config, rooms), keeping_minutes(rooms, server.audience):
            tell(started(addresses, [room.hub.room for room in rooms], console=console_address))
            outcomes = await _run(rooms, stop, tell, exit_at_end=options.exit_at_end)
        await _take_leave(rooms, outcomes, tell)


async def _is_our_turn(turn: Turn, stop: asyncio.Event) -> bool:
    """Wait for our turn; False when a signal came first."""
    waiting = asyncio.create_task(turn(), name="turn")
    stopped = asyncio.create_task(stop.wait(), name="stop")
    await asyncio.wait({waiting, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not waiting.done():
        waiting.cancel()
        await asyncio.wait({waiting})
        return False
    await waiting
    return True


async def _port_once_free(server: ServerConfig, tell: Tell) -> int:
    """The port, as soon as whoever had it has let go of it."""
    told = False
    while True:
        try:
            return await free_port(server.host, server.port)
        except ServerError as error:
            if not told:
                tell(f"{error} Waiting for it.")
            told = True
            await asyncio.sleep(PORT_RETRY_S)


def _check_play(config: Config, options: Options) -> None:
    """Refuse ways to play that a source cannot be played in."""
    if options.loop_s is not None and options.loop_s < 0:
        raise ConfigError(f"--loop: a pause of {options.loop_s:g} s cannot be; give 0 or more seconds.")
    asked = "--fast" if not options.realtime else "--loop" if options.loop_s is not None else ""
    running = [room.source for room in config.rooms if not plays_from_start(room.source)]
    if asked and running:
        raise ConfigError(f"{asked} is for files, and '{running[0]}' is none: leave {asked} out.")


async def _run(
    rooms: Sequence[Room], stop: asyncio.Event, tell: Tell, *, exit_at_end: bool
) -> list[BaseException | None]:
    """Run every room until the end; one that ends, or fails, leaves the others alone. What broke each off."""
    running = [asyncio.create_task(room.run(), name=f"room {room.hub.room}") for room in rooms]
    over = asyncio.gather(*running, return_exceptions=True)
    stopped = asyncio.create_task(stop.wait(), name="stop")
    noticing = asyncio.create_task(_notice(rooms, tell), name="notices")
    until: set[asyncio.Future[Any]] = {over, stopped} if exit_at_end else {stopped}
    await asyncio.wait(until, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not over.done():
        tell(ENDING)
    for room in rooms:
        await room.stop()
    outcomes = await over
    noticing.cancel()
    return outcomes


async def _take_leave(rooms: Sequence[Room], outcomes: Sequence[BaseException | None], tell: Tell) -> None:
    """Tell what came of every room, its readers included; raise what broke one off."""
    for room in rooms:
        await asyncio.to_thread(room.close)
        tell(ended(room.status(), room.log_path))
    for outcome in outcomes:
        if outcome is not None:
            raise outcome


async def _notice(rooms: Sequence[Room], tell: Tell) -> None:
    """Tell what goes wrong and what is right again, until cancelled."""
    notices = Notices()
    while True:
        for line in notices.changes(room.status() for room in rooms):
            tell(line)
        await asyncio.sleep(NOTICE_EVERY_S)


def _model_key(room: RoomConfig) -> ModelKey:
    """Rooms with the same key share a loaded model."""
    return ("", "", 0) if room.source == NO_SOUND else (room.model, room.device, room.threads)


def _load_models(rooms: Sequence[RoomConfig], stack: AsyncExitStack, tell: Tell) -> dict[ModelKey, Speech]:
    loaded: dict[ModelKey, Speech] = {}
    for room in rooms:
        key = _model_key(room)
        if room.source == NO_SOUND:
            loaded[key] = NoSpeech()
        elif key not in loaded:
            directory = resolve(room.model, "whisper")
            tell(f"Loading the speech model {room.model} ...")
            model = SpeechModel(room.model, directory, device=room.device, threads=room.threads)
            stack.callback(model.close)
            loaded[key] = model
    return loaded


def _open_room(room: RoomConfig, config: Config, options: Options, speech: Speech, tell: Tell) -> Room:
    _check_languages(room, speech)
    room = with_glossary(room, config.log)
    unfinished = None if options.new_session else find_unfinished(room, config.log)
    waits = plays_from_start(room.source) and options.loop_s is None
    start_s = unfinished.start_s(waits=waits) if unfinished else 0.0
    source = _open_source(room, options, start_s)
    if unfinished is None:
        session = new_session(room, config.log)
    else:
        session = resume_session(room, unfinished, start_s)
    _describe(session, source, speech, tell, resumed=unfinished is not None)
    if translated := describe_translation(room):
        tell(f"  {translated}")
    return Room(
        session,
        source,
        speech,
        terms=room.terms,
        programme=tuple(
            talk for talk in config.programme if (talk.room or config.rooms[0].name) == room.name
        ),
        spelling=Spelling(room.glossary, language=room.languages[0]),
        translation=open_translation(room, open_glossary(room), first_rev=session.first_rev),
        recording=Recording(session.log.path) if config.recording.enabled else None,
    )


def _check_languages(room: RoomConfig, speech: Speech) -> None:
    for code in room.languages:
        if code not in speech.languages:
            near = nearest_code(code, speech.languages)
            hint = f" Did you mean '{near}'?" if near else ""
            raise ConfigError(
                f"The speech model {speech.name} does not know the language '{code}'."
                f" It knows: {', '.join(sorted(speech.languages))}.{hint}"
            )


def _open_source(room: RoomConfig, options: Options, start_s: float) -> Source:
    def play(from_s: float) -> Source:
        return open_source(room.source, realtime=options.realtime, start_s=from_s, channel=room.channel)

    if options.loop_s is None:
        return play(start_s)
    return LoopedSource(partial(play, 0.0), options.loop_s, start_s=start_s)


def _describe(session: Session, source: Source, speech: Speech, tell: Tell, *, resumed: bool) -> None:
    languages = ", ".join(session.hub.languages.source)
    tell(f"Room {session.hub.room}: {source.name}, in {languages}, with {speech.name} on {speech.device}.")
    if resumed:
        minutes, seconds = divmod(round(max(session.start_s, session.said_until_s)), 60)
        tell(
            f"  Going on with the session of {session.hub.session} at {minutes}:{seconds:02};"
            " to begin a new one: --new-session"
        )
    tell(f"  Log: {session.log.path.resolve()}")
