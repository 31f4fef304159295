"""`footlights check`: is this machine ready for the event?"""

import argparse
import io
import json
import os
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from live.config import Config, load_config
from live.preflight.finding import Finding

NOT_READY = 1
GREEN, RED, PLAIN = "\x1b[32m", "\x1b[31m", "\x1b[0m"
NAME_WIDTH = 32

DESCRIPTION = """\
Looks at everything that the event needs, in about a minute: libraries, GPU, models, microphones, speed,
disk, network, certificate, clock, glossaries and programme. Run it on the laptop and in the network of the
event, while no captions run. Exits with 0 when all is well, with 1 when something has to be done, with 2
for a mistake in the file."""


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `check`."""
    parser = subparsers.add_parser(
        "check",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the event's TOML file")
    parser.add_argument("--json", action="store_true", help="print JSON, for scripts")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Check and tell: 0 when all is well, 1 otherwise."""
    config = load_config(args.config) if args.config else Config()
    # What is checked loads the libraries that may be missing.
    from live.preflight.run import check_event  # noqa: PLC0415

    findings = check_event(config)
    return _tell_json(findings) if args.json else _tell(findings)


def _tell_json(findings: Iterable[Finding]) -> int:
    found = list(findings)
    ok = all(finding.ok for finding in found)
    told = {"ok": ok, "findings": [finding.as_json() for finding in found]}
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    return 0 if ok else NOT_READY


def _tell(findings: Iterable[Finding]) -> int:
    """Tell each finding as soon as it is there."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    failed = 0
    for finding in findings:
        failed += not finding.ok
        sys.stdout.write("\n".join(lines_of(finding, colours=colours)) + "\n")
        sys.stdout.flush()
    sys.stdout.write(f"\n{summary(failed)}\n")
    return NOT_READY if failed else 0


def lines_of(finding: Finding, *, colours: bool) -> Iterator[str]:
    """A finding as lines for a terminal; the remedy on its own, under what it cures."""
    colour, mark = (GREEN, "ok") if finding.ok else (RED, "NO")
    mark = f"{colour}{mark}{PLAIN}" if colours else mark
    yield f"  {mark}  {finding.name:{NAME_WIDTH}} {finding.found}"
    if finding.remedy:
        indent = " " * (NAME_WIDTH + 4)
        yield from textwrap.wrap(
            f"-> {finding.remedy}", 110, initial_indent=indent, subsequent_indent=f"{indent}   "
        )


def summary(failed: int) -> str:
    """What all findings together mean."""
    if not failed:
        return "Ready."
    things = "One thing has" if failed == 1 else f"{failed} things have"
    return f"{things} to be done before the doors open."
