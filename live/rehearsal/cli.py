"""`footlights rehearse` and `footlights report`."""

import argparse
import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from live.config import Config, load_config
from live.errors import LogError
from live.rehearsal.html import report_html
from live.rehearsal.report import Report

NOT_MET = 1

REHEARSE = """\
Runs the event from its own file before simulated phones that read all its languages, and writes report.html
and report.json: delays by language and page, lost lines, load, against the [targets] of the file. Console,
big screen and real phones work as on the day. Nothing goes to Zoom, YouTube or other services.
Exits with 0 when all targets are met, with 1 otherwise."""

REPORT = """\
Writes report.html and report.json of sessions that were held: minutes captioned, words, talks, corrections,
delays, and the screens by language over time. Exits with 0 when all targets are met, with 1 otherwise."""


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `rehearse` and `report`."""
    rehearsal = _command(subparsers, "rehearse", REHEARSE, folder="rehearsals")
    rehearsal.add_argument(
        "--source",
        nargs="+",
        required=True,
        metavar="SOURCE",
        help="a recorded talk, or mic: one for all rooms, or one for each",
    )
    rehearsal.add_argument(
        "--screens", type=int, default=200, metavar="N", help="how many phones to simulate (200)"
    )
    rehearsal.add_argument("--minutes", type=float, metavar="N", help="end after so many minutes")
    rehearsal.set_defaults(handler=run_rehearsal)
    report = _command(subparsers, "report", REPORT, folder="reports")
    report.add_argument(
        "--session",
        type=Path,
        required=True,
        metavar="DIR|LOG",
        help="a log, or a folder of logs: then the latest of each room",
    )
    report.set_defaults(handler=run_report)


def _command(
    subparsers: "argparse._SubParsersAction[Any]", name: str, description: str, *, folder: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        name, description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the event's TOML file")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help=f"folder for the report ({folder}/ and the time)"
    )
    return parser


def run_rehearsal(args: argparse.Namespace) -> int:
    """Rehearse and report: 0 when all targets are met, 1 otherwise."""
    # What follows loads the server, which `report` does without.
    from live.rehearsal.rehearse import rehearsal_config, rehearse  # noqa: PLC0415

    folder = args.out or Path("rehearsals") / _now()
    config = rehearsal_config(_config(args), args.source, folder)
    _tell(
        f"Rehearsing before {args.screens} phones; the report comes when the sound has ended. Ctrl-C ends it."
    )
    limit_s = args.minutes * 60 if args.minutes else None
    report = asyncio.run(rehearse(config, folder, screens=args.screens, limit_s=limit_s, tell=_tell))
    return _write(report, folder)


def run_report(args: argparse.Namespace) -> int:
    """Report on sessions that were held: 0 when all targets were met, 1 otherwise."""
    from live.rehearsal.sessions import event_report, find_logs  # noqa: PLC0415 - as above

    report = event_report(find_logs(args.session), _config(args))
    return _write(report, args.out or Path("reports") / _now())


def _config(args: argparse.Namespace) -> Config:
    return load_config(args.config) if args.config else Config()


def _now() -> str:
    return f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}"


def _write(report: Report, folder: Path) -> int:
    """Write both files and tell the verdicts. Raises LogError when the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "report.html").write_text(report_html(report), encoding="utf-8")
        content = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
        (folder / "report.json").write_text(content + "\n", encoding="utf-8")
    except OSError as error:
        raise LogError(f"Cannot write to '{folder}': {error.strerror}. Give another folder: --out") from error
    for verdict in report.verdicts:
        _tell(f"  {'ok' if verdict.ok else 'NO'}  {verdict.name}: {verdict.found} (at most {verdict.limit})")
    _tell(f"Report: {folder / 'report.html'}")
    return 0 if report.ok else NOT_MET


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
