"""Puts the avatar on stage: voices, faces, captions, director and server, until the end."""

import asyncio
import secrets
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from avatar.answering import answering
from avatar.answers.app import routes
from avatar.answers.engine import Engine
from avatar.answers.log import QuestionLog
from avatar.captions import Captions, LiveCaptions, NoCaptions
from avatar.director import Director
from avatar.errors import DirectionError
from avatar.faces import Faces
from avatar.maker import Maker
from avatar.models_folder import ModelsFolder
from avatar.performer import Performer
from avatar.questions import Stage, captions_address, follow
from avatar.script import EngineConfig, Script
from avatar.server import AvatarServer
from avatar.signals import Signal
from avatar.sockets import Sockets
from avatar.voice.speech import Voice
from avatar.voice.voices import open_voices
from live.operator.token import Access
from live.serving.server import free_port
from live.stopping import stop_signal

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Where the avatar is shown, and what it knows."""

    host: str = "127.0.0.1"
    port: int = 8010
    access: Callable[[], Access] | None = None
    """How to reach the event whose captions show what the avatar says; None without captions."""
    languages: tuple[str, ...] = ("en",)
    """Languages that can be spoken besides those of the script."""
    engine: Engine | None = None
    """Answers questions, on stage when the director approves and on the page /ask; None without documents."""
    open_voices: Callable[[Sequence[str], Sequence[EngineConfig]], Mapping[str, Voice]] = open_voices
    """Finds a voice for each language."""
    question_log: Path = Path("sessions") / "questions.jsonl"
    models: Path | None = None
    """The folder of avatars of your own; None where there are none."""


async def perform(script: Script, options: Options, *, tell: Tell, autoplay: bool = False) -> None:
    """Show the avatar until Ctrl-C or the system's request to end; see `serve`."""
    with stop_signal() as stop:
        await serve(script, options, stop=stop, tell=tell, autoplay=autoplay)


async def serve(
    script: Script, options: Options, *, stop: asyncio.Event, tell: Tell, autoplay: bool = False
) -> None:
    """Show the avatar until `stop`. `autoplay` plays the script once, as soon as a face is there.

    Raises a FootlightsError when something cannot be opened, before anything is served.
    """
    models = ModelsFolder(options.models)
    if script.avatar.model:
        models.check(script.avatar.model)
    port = await free_port(options.host, options.port)
    tell("Loading the voices ...")
    spoken = [line.lang.partition("-")[0] for line in script.lines if line.is_spoken]
    # The script's first is what the director's page offers first.
    languages = list(dict.fromkeys((*spoken, *options.languages)))
    maker = Maker(await asyncio.to_thread(options.open_voices, languages, script.voices))
    try:
        await maker.warm_up()
        await _serve(script, options, maker, models, port=port, stop=stop, tell=tell, autoplay=autoplay)
    finally:
        maker.close()


async def _serve(
    script: Script,
    options: Options,
    maker: Maker,
    models: ModelsFolder,
    *,
    port: int,
    stop: asyncio.Event,
    tell: Tell,
    autoplay: bool,
) -> None:
    token = secrets.token_urlsafe(32)
    avatar = script.avatar
    stage = Stage(avatar.name)
    changed, lost = Signal(), Signal()
    faces = Faces(
        card={"type": "card", "name": avatar.name, "title": avatar.title, "label": avatar.label},
        background=avatar.background,
        on_change=changed,
        on_lost=lost,
    )
    captions = _captions(script, options, changed)
    performer = Performer(maker, faces, captions, on_change=changed)
    director = Director(
        script,
        performer,
        faces,
        maker,
        stage=stage,
        captions=captions if isinstance(captions, LiveCaptions) else None,
        answer=answering(options.engine, maker.languages) if options.engine else None,
        on_change=changed,
    )
    own = socket.gethostname()
    sockets = Sockets(faces, performer, director, token=token, names={own, f"{own}.local"})
    changed.connect(sockets.tell)
    lost.connect(performer.face_lost)
    log = options.question_log
    asking = routes(options.engine, QuestionLog(log), admits=sockets.admits) if options.engine else ()
    server = AvatarServer(
        sockets, host=options.host, port=port, routes=asking, models=models, model=avatar.model
    )
    async with asyncio.TaskGroup() as tasks:
        serving = tasks.create_task(server.run(), name="serve the avatar")
        await server.started()
        tell(_addresses(options, port, token))
        others = [
            tasks.create_task(performer.run(), name="perform"),
            tasks.create_task(director.prepare(), name="prepare lines"),
        ]
        if isinstance(captions, LiveCaptions) and options.access is not None:
            access = options.access
            others.append(tasks.create_task(captions.run(), name="caption the avatar"))
            followed = follow(lambda: captions_address(access().url, avatar.room), stage, changed)
            others.append(tasks.create_task(followed, name="follow the stage"))
        if autoplay:
            others.append(
                tasks.create_task(_play(director, performer, faces, changed), name="play the script")
            )
        await stop.wait()
        performer.stop()
        server.stop()
        await serving
        for task in others:
            task.cancel()


def _captions(script: Script, options: Options, changed: Signal) -> Captions:
    if options.access is None:
        return NoCaptions()
    avatar = script.avatar
    return LiveCaptions(options.access, speaker=avatar.name, room=avatar.room, on_change=changed)


async def _play(director: Director, performer: Performer, faces: Faces, changed: Signal) -> None:
    """Play the avatar's lines one after another, once a face is there; whoever directs may go ahead of it."""
    news = asyncio.Event()
    changed.connect(news.set)

    async def until(condition: Callable[[], bool]) -> None:
        while not condition():
            await news.wait()
            news.clear()

    while True:
        await until(lambda: faces.lead is not None and not performer.busy)
        try:
            await director.do({"command": "next"})
        except DirectionError:  # That was the last line.
            return


def _addresses(options: Options, port: int, token: str) -> str:
    host = "localhost" if options.host in {"127.0.0.1", "0.0.0.0", "::1", "::"} else options.host  # noqa: S104
    lines = [
        f"The face:            http://{host}:{port}/avatar",
        f"The director's page: http://{host}:{port}/director#token={token}",
    ]
    if options.host in {"0.0.0.0", "::"}:  # noqa: S104
        lines.insert(1, f"  on another machine: http://ADDRESS:{port}/avatar?key={token}")
    if options.engine is not None:
        lines.append(f"Questions of guests:  http://{host}:{port}/ask")
        lines.append(f"  refused, for staff: http://{host}:{port}/questions#{token}")
    return "\n".join(lines)
