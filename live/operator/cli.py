"""`footlights operator`: every command of the console, for a terminal, a script or a button on a desk."""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

from live.archive.folders import DEFAULT_FOLDER
from live.errors import CommandError
from live.operator.client import operating
from live.operator.commands import KINDS, Command, read_command
from live.operator.token import read_access

DESCRIPTION = """\
Tells a running event what to do, from the same machine. Every command is also on the console's page.

  footlights operator pause --notice lunch
  footlights operator off-record on --back-s 30
  footlights operator edit 41 "Good evening, Dr. Chan."
  footlights operator term "Dr. Chan" --variants "doctor Chen" --translations zh-Hant-HK=陳博士"""


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `operator`."""
    parser = subparsers.add_parser(
        "operator",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--room", default="", metavar="ROOM", help="which room, where there are several")
    parser.add_argument(
        "--log-dir",
        type=Path,
        default=DEFAULT_FOLDER,
        metavar="DIR",
        help="the event's folder of logs (sessions)",
    )
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, kind in KINDS.items():
        about = (kind.__doc__ or "").splitlines()[0]
        command = kinds.add_parser(name.replace("_", "-"), help=about, description=about)
        for field in fields(kind):
            _add_value(command, field)
        command.set_defaults(handler=run, kind=kind)
    status = kinds.add_parser("status", help="How the rooms are, as JSON.", description="How the rooms are.")
    status.set_defaults(handler=run, kind=None)


def run(args: argparse.Namespace) -> int:
    """Give the order; 0 once it is done. Raises CommandError, ConsoleError."""
    if args.kind is None:
        print_status(asyncio.run(_status(args)))
        return 0
    given = {field.name: getattr(args, field.name) for field in fields(args.kind)}
    content = {name: value for name, value in given.items() if value is not None}
    if "translations" in content:
        content["translations"] = dict(_pair(each) for each in content["translations"])
    read_command({"command": args.kind.name, **content})
    asyncio.run(_do(args, content))
    return 0


def print_status(rooms: list[dict[str, Any]]) -> None:
    """Write JSON for a script."""
    sys.stdout.write(json.dumps(rooms, ensure_ascii=False, indent=1) + "\n")


async def _do(args: argparse.Namespace, content: Mapping[str, Any]) -> None:
    async with operating(read_access(args.log_dir)) as operator:
        await operator.do(args.kind.name, room=args.room, **content)


async def _status(args: argparse.Namespace) -> list[dict[str, Any]]:
    async with operating(read_access(args.log_dir)) as operator:
        return [room for room in await operator.status() if args.room in {"", room["room"]}]


def _add_value(parser: argparse.ArgumentParser, field: "Field[Command]") -> None:
    """Required values stand in their order, others are options."""
    about = field.metadata["about"]
    kind = str(field.type)
    required = field.default is MISSING and field.default_factory is MISSING
    name = field.name if required else f"--{field.name.replace('_', '-')}"
    options: dict[str, Any] = {"help": about, "metavar": field.name.upper().replace("_", "-")}
    if "bool" in kind and required:
        options |= {"type": _switch, "metavar": "on|off"}
    elif "bool" in kind:
        options = {"help": about, "action": "store_const", "const": True}
    elif "tuple" in kind:
        options |= {"nargs": "+"}
    if "int" in kind:
        options |= {"type": int}
    elif "float" in kind:
        options |= {"type": float}
    parser.add_argument(name, **options)


def _switch(text: str) -> bool:
    if text not in {"on", "off"}:
        raise argparse.ArgumentTypeError(f"'{text}' is neither on nor off")
    return text == "on"


def _pair(text: str) -> tuple[str, str]:
    code, equals, written = text.partition("=")
    if not equals:
        raise CommandError(f"'{text}' should be a language code and a text, such as es=Juan.")
    return code, written
