"""The command line: `footlights COMMAND …`. Each command lives in the `cli` module of its package."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from models.errors import FootlightsError

COMMANDS = {
    "ask": ("avatar.answers.cli", "answer a question from the event's documents"),
    "avatar": ("avatar.cli", "a speaking avatar on stage"),
    "live": ("live.cli", "caption a microphone, a file or a stream"),
    "check": ("live.preflight.cli", "is this machine ready for the event?"),
    "devices": ("live.audio.cli", "list microphones, or watch the level of one"),
    "config": ("live.config.cli", "look for mistakes in an event's file"),
    "export": ("live.archive.export_cli", "write a session's captions as SRT, WebVTT, text or JSON"),
    "relay": ("live.relay.cli", "serve the captions of another machine to more screens"),
    "models": ("models.cli", "list, fetch, check and carry the models"),
    "rehearse": ("live.rehearsal.cli", "run the event before simulated phones"),
    "report": ("live.rehearsal.cli", "what came of an event, for its organiser"),
    "operator": ("live.operator.cli", "run the show: pause, off record, corrections, speaker, delay"),
    "booth": ("booth.cli", "run the photo booth"),
    "standby": ("live.standby.cli", "take over when another Footlights dies"),
    "tls": ("live.tls.cli", "make a certificate for this laptop"),
}
"""Command → the module that adds it, loaded when it is asked for, and what it does, for the help."""

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns the exit status; what a user can act on is one line on stderr."""
    # numpy reads this once: its own threads only get in the way of the models', which are told their number.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        args = _parser(arguments).parse_args(arguments)
        return int(args.handler(args))
    except FootlightsError as error:
        sys.stderr.write(f"footlights: {error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser(arguments: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="footlights", description="The AI crew of an event on one laptop.")
    parser.add_argument("--version", action="version", version=f"footlights {_version()}")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    asked = next((argument for argument in arguments if argument != "--"), "")
    if asked in COMMANDS:
        module, _ = COMMANDS[asked]
        import_module(module).add_commands(subparsers)
    else:
        for name, (_, summary) in COMMANDS.items():
            subparsers.add_parser(name, help=summary)
    return parser


def _version() -> str:
    try:
        return version("footlights")
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
