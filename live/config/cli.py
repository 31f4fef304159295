"""`footlights config`: looks for mistakes in an event's file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from live.config import mistakes, read_content, validate
from live.errors import ConfigError

WRONG = ConfigError.exit_code


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `config check`."""
    commands = subparsers.add_parser("config", description="The event's TOML file.").add_subparsers(
        required=True, metavar="COMMAND"
    )
    check = commands.add_parser(
        "check",
        help="tell every mistake in a file, one a line",
        description="Tells every mistake in an event's file, one a line with its place. Exits with 0 when"
        " there is none, with 2 otherwise. `footlights check --config FILE` looks at the machine too.",
    )
    check.add_argument("file", type=Path, metavar="FILE", help="the event's TOML file")
    check.set_defaults(handler=check_file)


def check_file(args: argparse.Namespace) -> int:
    """Tell the mistakes in a file: 0 without any, 2 otherwise."""
    content = read_content(args.file)
    wrong = mistakes(content, str(args.file))
    if wrong:
        sys.stderr.write("".join(f"{line}\n" for line in wrong))
        return WRONG
    config = validate(content, str(args.file))
    rooms = ", ".join(room.name for room in config.rooms)
    name = config.event.name or "an event without a name"
    sys.stdout.write(f"{args.file} is good: {name}; rooms: {rooms}; talks: {len(config.programme)}.\n")
    return 0
