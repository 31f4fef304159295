"""`footlights relay`: more machines for more screens."""

import argparse
import asyncio
import sys
from typing import Any

from live.config.relay import read_address

DESCRIPTION = """\
Serves the captions of another machine, for when the phones outgrow it. Both read and write one Redis:

  the machine with the microphone   footlights live --redis redis://HOST:6379 ...
  every other machine               footlights relay --redis redis://HOST:6379

Start them in any order. Ctrl-C ends the relay."""


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `relay`."""
    parser = subparsers.add_parser(
        "relay",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--redis",
        required=True,
        metavar="URL",
        help="where Redis is: redis://HOST:6379; with a password file:PATH or env:NAME of the whole address",
    )
    parser.add_argument("--key", default="footlights", help="as [relay] key in the event's file (footlights)")
    parser.add_argument("--host", default="0.0.0.0", help="address to listen on (0.0.0.0: all of them)")  # noqa: S104
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--join-url", default="", metavar="URL", help="address in the QR code")
    parser.add_argument("--screens", type=int, default=5_000, metavar="N", help="screens at once (5000)")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Relay until Ctrl-C or the system's request to end: 0."""
    redis = read_address(args.redis)
    # What is heavy, and may be missing, comes after everything that may be wrong with the command.
    from live.relay.serve import Options, relay  # noqa: PLC0415

    options = Options(
        redis=redis,
        prefix=args.key,
        host=args.host,
        port=args.port,
        join_url=args.join_url,
        screens=args.screens,
    )
    asyncio.run(relay(options, tell=_tell))
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
