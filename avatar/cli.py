"""`footlights avatar`: the avatar on stage, led by a director."""

import argparse
import asyncio
import io
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from avatar.answers.usual_models import VERIFIER
from avatar.errors import ScriptError

DESCRIPTION = """\
Shows the speaking avatar: /avatar is the face, for the stage's screen; /director leads it.
With --captions its words go to every screen of a running 'footlights live' on this machine.
--demo shows it all with a script of a minute, captions and a translation. Ctrl-C ends it."""

NEEDED = ("hibari", "pypinyin", "starlette", "ToJyutping", "uvicorn")
INSTALL = "python3 scripts/install.py avatar"


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `avatar`."""
    parser = subparsers.add_parser(
        "avatar",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="the avatar's TOML file: who it is, and the script"
    )
    parser.add_argument(
        "--languages", metavar="CODES", default="en", help="languages to speak besides the script's: en,zh"
    )
    parser.add_argument(
        "--captions",
        type=Path,
        nargs="?",
        const=Path("sessions"),
        metavar="FOLDER",
        help="caption what it says: the log folder of a running 'footlights live' (sessions)",
    )
    parser.add_argument(
        "--documents",
        type=Path,
        metavar="FOLDER",
        help="answer questions from these documents, and serve /ask",
    )
    parser.add_argument(
        "--event",
        type=Path,
        metavar="FILE",
        help="the event's TOML file: questions about its [[programme]] are looked up there",
    )
    parser.add_argument(
        "--verifier",
        default=VERIFIER,
        metavar="MODEL",
        help=f"language model that says what answers ({VERIFIER}; or none)",
    )
    parser.add_argument("--team", default="", metavar="WHO", help="whom to ask what the documents do not say")
    parser.add_argument(
        "--question-log",
        type=Path,
        default=Path("sessions") / "questions.jsonl",
        metavar="FILE",
        help="where guests' questions are kept (sessions/questions.jsonl)",
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (127.0.0.1; 0.0.0.0: other machines too)"
    )
    parser.add_argument("--port", type=int, default=8010, help="port to listen on (8010; 0 takes a free one)")
    parser.add_argument(
        "--demo", action="store_true", help="play a script of a minute, with captions and a translation"
    )
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Show the avatar until Ctrl-C or the system's request to end: 0."""
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise ScriptError(f"The avatar needs {', '.join(missing)}. Install what it needs: {INSTALL}")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that lacks a character must not end the show.
        sys.stdout.reconfigure(errors="replace")
    start = import_module("avatar.start")
    asyncio.run(start.demo(args, _tell) if args.demo else start.show(args, _tell))
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
