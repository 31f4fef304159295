"""From the command line to the show: the plain one, and the demo with captions in the same process."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from avatar.answers.event_programme import programme_of
from avatar.answers.load import Sources, load_engine
from avatar.errors import ScriptError
from avatar.script import Script, load_script
from avatar.show import Options, Tell, perform
from live import stage
from live.config import Config, load_config, validate
from live.operator.token import Access, read_access
from models.install import pull
from models.progress import Lines

DEMO = Path(__file__).parent / "demo.toml"
TRANSLATION_MODEL = "qwen2.5-coder-0.5b"
TRANSLATE_TO = ("en", "zh-Hant-HK", "es")
"""English too: for what is said in Mandarin."""
VOICE_MODELS = ("kokoro-82m",)
CAPTIONS_PORT = 8000


async def show(args: argparse.Namespace, tell: Tell) -> None:
    """The avatar as the options want it."""
    script = load_script(args.config) if args.config else Script()
    access = partial(read_access, args.captions) if args.captions else None
    await perform(script, _options(args, access, tell), tell=tell)


async def demo(args: argparse.Namespace, tell: Tell) -> None:
    """The demo's script, captioned and translated by an event in the same process."""
    script = load_script(args.config or DEMO)
    for model in (*VOICE_MODELS, TRANSLATION_MODEL):
        await asyncio.to_thread(pull, model, Lines(sys.stderr))
    with TemporaryDirectory(prefix="footlights-") as folder:
        event = _demo_event(script, Path(folder))
        access = partial(read_access, event.log.folder)
        captioned = asyncio.create_task(
            stage.serve(event, stage.Options(new_session=True), tell=tell), name="captions"
        )
        shown = asyncio.create_task(
            perform(script, _options(args, access, tell), tell=tell, autoplay=True), name="avatar"
        )
        await asyncio.wait({captioned, shown}, return_when=asyncio.FIRST_COMPLETED)
        # Whichever ended first, by Ctrl-C or a failure: the other one now hears the request to end.
        signal.raise_signal(signal.SIGINT)
        await asyncio.gather(captioned, shown)


def _options(args: argparse.Namespace, access: Callable[[], Access] | None, tell: Tell) -> Options:
    languages = tuple(code.strip() for code in args.languages.split(",") if code.strip())
    engine = None
    if args.documents:
        tell("Reading the documents ...")
        engine = load_engine(_sources(args), tell=tell)
    elif args.event:
        raise ScriptError("--event is for questions: give their folder too, --documents FOLDER.")
    return Options(
        host=args.host,
        port=args.port,
        access=access,
        languages=languages,
        engine=engine,
        question_log=args.question_log,
        models=args.config.parent if args.config else None,
    )


def _sources(args: argparse.Namespace) -> Sources:
    """What questions are answered from; the programme of the event's file goes before one in the folder."""
    programme = None
    if args.event:
        programme = programme_of(load_config(args.event), datetime.now().astimezone().date())
    return Sources(documents=args.documents, programme=programme, verifier=args.verifier, team=args.team)


def _demo_event(script: Script, folder: Path) -> Config:
    spoken = dict.fromkeys(line.lang for line in script.lines)
    return validate(
        {
            "event": {"name": script.title},
            "server": {"port": CAPTIONS_PORT},
            "log": {"folder": folder},
            "rooms": [
                {
                    "source": "none",
                    "languages": tuple(spoken),
                    "translate_to": TRANSLATE_TO,
                    "translation_model": TRANSLATION_MODEL,
                }
            ],
        },
        "demo",
    )
