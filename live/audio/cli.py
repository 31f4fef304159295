"""`footlights devices`: the inputs of this machine and how loud they are."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from live.events import Gap

if TYPE_CHECKING:
    from live.audio.devices import InputDevice
    from live.audio.level import LevelMeter
    from live.audio.source import Source

BAR_WIDTH = 50
BAR_FLOOR_DBFS = -60.0
REDRAW_EVERY_S = 0.1
SILENT_AFTER_S = 2.0


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Adds `devices`."""
    parser = subparsers.add_parser(
        "devices",
        description="Lists the sound inputs of this machine: give one as --source mic:NUMBER or mic:NAME.",
    )
    parser.add_argument(
        "--watch",
        nargs="?",
        const="mic",
        metavar="SOURCE",
        help="show the level until Ctrl+C of mic (the default), mic:NUMBER, mic:NAME, a file or a URL",
    )
    parser.add_argument("--channel", type=int, metavar="N", help="hear this channel only, counted from 1")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Lists the inputs, or watches one."""
    # Help is told without the libraries of sound.
    from live.audio.portaudio import PortAudio  # noqa: PLC0415
    from live.audio.source import open_source  # noqa: PLC0415

    if args.watch is None:
        sys.stdout.write(table(PortAudio().inputs()))
        return 0
    try:
        asyncio.run(watch(open_source(args.watch, channel=args.channel)))
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    return 0


def table(devices: "Sequence[InputDevice]") -> str:
    """Returns the inputs as lines of text."""
    if not devices:
        return "No sound input found. Plug in a microphone or a sound card and try again.\n"
    width = max(len(device.name) for device in devices)
    lines = [f"      {'name':{width}}  channels  rate"]
    lines += [
        f"{'*' if device.is_default else ' '} {device.index:3} {device.name:{width}}"
        f"  {device.channels:8}  {device.rate_hz:g} Hz"
        for device in devices
    ]
    return "\n".join([*lines, "* is the default: --source mic", ""])


async def watch(source: "Source") -> None:
    """Shows the level of a source, and its breaks, until it ends."""
    sys.stdout.write(f"{source.name}   (Ctrl+C ends)\n")
    shown_s = -REDRAW_EVERY_S
    try:
        async for event in source.chunks():
            if isinstance(event, Gap):
                sys.stdout.write(f"\n{event.reason} for {event.end_s - event.start_s:.1f} s\n")
            elif event.end_s >= shown_s + REDRAW_EVERY_S:
                shown_s = event.end_s
                sys.stdout.write(f"\r{bar(source.level)}")
                sys.stdout.flush()
    finally:
        await source.aclose()
    sys.stdout.write("\n")


def bar(level: "LevelMeter") -> str:
    """Returns a level as a bar of always the same width, with advice when it is wrong."""
    filled = "#" * round(BAR_WIDTH * max(0.0, 1.0 - level.rms_dbfs / BAR_FLOOR_DBFS))
    advice = ""
    if level.clipping:
        advice = "CLIPPING: turn it down"
    elif level.silent_s > SILENT_AFTER_S:
        advice = "silent: is it muted?"
    return f"[{filled:{BAR_WIDTH}}] {level.rms_dbfs:6.1f} dBFS, peak {level.peak_dbfs:6.1f}  {advice:22}"
