"""`footlights standby`: a second machine or process that goes on when the first one dies."""

import argparse
from pathlib import Path
from typing import Any

from live.cli import add_options, serve_with, settings, tell
from live.config.fields import web_address

DESCRIPTION = """\
Follows the captions of another Footlights, keeps a log of its own, and takes over when that one dies: with
Enter, or by itself. Give it the event's file, or the options of the first one. It hears its own sound.

  first    footlights live --config event.toml
  second   footlights standby --of http://192.168.1.20:8000 --config event.toml

The phones find it by themselves where the file says [server] standbys = ["http://192.168.1.21:8000"]. On one
machine it takes the same port, and needs another --log-dir."""


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `standby`."""
    parser = subparsers.add_parser(
        "standby",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    following = parser.add_argument_group("standing by")
    following.add_argument(
        "--of", required=True, metavar="URL", help="the first server: http://192.168.1.20:8000"
    )
    following.add_argument(
        "--after", type=float, default=3.0, metavar="SECONDS", help="take over after so long without it (3)"
    )
    following.add_argument(
        "--by-hand", action="store_true", help="never take over by itself, only with Enter in the terminal"
    )
    following.add_argument(
        "--authority",
        type=Path,
        metavar="FILE",
        help="certificate of the authority of a https server",
    )
    following.add_argument(
        "--console",
        type=Path,
        metavar="FILE",
        help="console.json of the first one's folder of logs, or a copy: also takes over what its operator"
        " has set and holds back, glossary included",
    )
    add_options(parser)
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Stand by, then serve as `footlights live` does."""
    # What is heavy comes after everything that may be wrong with the command.
    from live.standby.follower import Standby  # noqa: PLC0415

    config = settings(args)
    after_s = None if args.by_hand else args.after
    standby = Standby(
        config,
        web_address(args.of),
        after_s=after_s,
        tell=tell,
        authority=args.authority,
        console=args.console,
    )
    return serve_with(args, config, standby.our_turn)
