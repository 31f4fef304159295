"""`footlights booth`: the photo booth."""

import argparse
import asyncio
import contextlib
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from booth.config import DATA, BoothConfig, load_booth
from booth.credentials.cli import add_command as add_authority
from booth.errors import BoothError
from booth.files import alone, explained, remove_folder

DESCRIPTION = """\
Serves the photo booth: the guests' kiosk, their pictures on their phones, the wall, the organiser's page.
It prints the addresses and the organiser's PIN. Ctrl-C ends it; pictures stay until they are due.
Try it without a camera:  footlights booth --demo"""
PURGE = "delete every picture now; receipts and counts stay"
REPORT = "print how many pictures were made, shown, printed and deleted: counts only"
DEMO_EVENT = "GenA.I. Symposium"
EXTRA = "The photo booth needs more packages. Run: python3 scripts/install.py booth"


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `booth`, with `purge` and `report`."""
    parser = subparsers.add_parser(
        "booth",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the event's TOML file, with its [booth]")
    parser.add_argument("--port", type=int, metavar="N", help="port to listen on (8010; 0 takes a free one)")
    parser.add_argument(
        "--demo", action="store_true", help="no camera needed; the pictures are deleted at the end"
    )
    parser.set_defaults(handler=run)
    more = parser.add_subparsers(metavar="purge | report | authority")
    for name, words, handler in (("purge", PURGE, purge), ("report", REPORT, report)):
        command = more.add_parser(name, help=words, description=words)
        command.add_argument("--config", type=Path, metavar="FILE", help="the event's TOML file")
        command.set_defaults(handler=handler)
        if name == "purge":
            command.add_argument("--yes", action="store_true", help="do not ask")
    add_authority(more, DATA / "booth-authority")


def run(args: argparse.Namespace) -> int:
    """Serve the booth until Ctrl-C."""
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING)
    event, config = load_booth(args.config)
    if args.port is not None:
        config = config.model_copy(update={"port": args.port})
    if args.demo:
        with _demo_folder() as folder:
            places = {"folder": folder / "booth", "authority": folder / "authority"}
            _serve(config.model_copy(update=places), event.name or DEMO_EVENT, demo=True)
    else:
        _serve(config, event.name, demo=False)
    return 0


@contextlib.contextmanager
def _demo_folder() -> Iterator[Path]:
    """A folder that is emptied at the end, and at the start of what a demo left that was killed."""
    folder = DATA / "booth-demo"
    with alone(folder):
        _empty(folder)
        try:
            yield folder
        finally:
            _empty(folder)


def _empty(folder: Path) -> None:
    for place in ("booth", "authority"):
        with explained(folder):
            remove_folder(folder / place)


def _serve(config: BoothConfig, event: str, *, demo: bool) -> None:
    # Loading what is heavy comes after everything that may be wrong with the command.
    try:
        from booth.assembly import fetch_models, open_camera, open_parts  # noqa: PLC0415
        from booth.serving import serve  # noqa: PLC0415
    except ImportError as error:
        raise BoothError(f"{EXTRA} ({error}).") from error
    with alone(config.folder):
        if demo:
            fetch_models(tell=_tell)
        parts = open_parts(config, event, tell=_tell)
        asyncio.run(serve(config, parts, event=event, camera=open_camera(config, demo=demo), tell=_tell))


def purge(args: argparse.Namespace) -> int:
    """Delete every picture."""
    from booth.clock import SteadyClock  # noqa: PLC0415
    from booth.store import Store  # noqa: PLC0415
    from booth.tally import Tally  # noqa: PLC0415

    _, config = load_booth(args.config)
    with alone(config.folder):
        store = Store(config.folder)
        count = len(store.albums())
        if count and not args.yes and input(f"Delete {count} albums in '{config.folder}'? [y/N] ") != "y":
            return 1
        deleted = store.purge(SteadyClock())
        Tally(config.folder).add("deleted.organiser", by=deleted)
    _tell(f"{deleted} albums were deleted.")
    return 0


def report(args: argparse.Namespace) -> int:
    """Print the counts."""
    from booth.tally import Tally, kept, told  # noqa: PLC0415

    _, config = load_booth(args.config)
    _tell(told(Tally(config.folder).counts(), kept(config.folder)))
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
