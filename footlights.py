"""The command line: `footlights COMMAND …`. Each command lives in the `cli` module of its package."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from models.errors import FootlightsError

HOMES = {
    "ask": "avatar.answers.cli",
    "avatar": "avatar.cli",
    "live": "live.cli",
    "check": "live.preflight.cli",
    "devices": "live.audio.cli",
    "config": "live.config.cli",
    "export": "live.archive.export_cli",
    "relay": "live.relay.cli",
    "models": "models.cli",
    "rehearse": "live.rehearsal.cli",
    "report": "live.rehearsal.cli",
    "operator": "live.operator.cli",
    "booth": "booth.cli",
    "standby": "live.standby.cli",
    "tls": "live.tls.cli",
}
"""Command → the module that adds it; only the one that is asked for is loaded."""

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
    for module in _modules_for(arguments):
        import_module(module).add_commands(subparsers)
    return parser


def _modules_for(arguments: list[str]) -> list[str]:
    """The modules that a command line needs: one for a command, all for help, none to tell the version."""
    if arguments[:1] == ["--version"]:
        return []
    if arguments and arguments[0] in HOMES:
        return [HOMES[arguments[0]]]
    return list(dict.fromkeys(HOMES.values()))


def _version() -> str:
    try:
        return version("footlights")
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
