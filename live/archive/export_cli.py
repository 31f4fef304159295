"""`footlights export`: a session's log as subtitles or text."""

import argparse
import sys
from pathlib import Path

from live.archive import log
from live.archive.folders import DEFAULT_FOLDER
from live.archive.records import SessionRecord
from live.archive.transcript import FORMATS
from live.errors import ConfigError, LogError

_SHOWN_SESSIONS = 5


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `export` to the command line."""
    parser = subparsers.add_parser("export", description=__doc__)
    parser.add_argument(
        "session", help="a log file (.jsonl), or a session's name such as 2026-10-31T09-00-00Z"
    )
    parser.add_argument("--format", choices=tuple(FORMATS), help="default: by the ending of --out, else srt")
    parser.add_argument("--lang", help="one language, such as zh-Hant-HK; default: as it was spoken")
    parser.add_argument("--out", type=Path, metavar="FILE", help="file to write; default: standard output")
    parser.add_argument(
        "--log-dir",
        type=Path,
        default=DEFAULT_FOLDER,
        metavar="DIR",
        help="folder where sessions are looked up by name; default: %(default)s",
    )
    parser.set_defaults(handler=export)


def export(args: argparse.Namespace) -> int:
    """Write the transcript that the arguments ask for."""
    form = args.format or _form_of(args.out)
    record = log.read(_find(args.session, args.log_dir))
    if args.lang is not None and args.lang not in {*record.languages, *record.header.languages}:
        known = ", ".join(dict.fromkeys((*record.header.languages, *record.languages))) or "none"
        raise ConfigError(f"Unknown language '{args.lang}' for --lang. This session has: {known}.")
    _write(FORMATS[form](record.transcript(args.lang)), args.out)
    _warn_of_damage(record)
    return 0


def _form_of(out: Path | None) -> str:
    ending = out.suffix.lstrip(".").lower() if out else "srt"
    if ending not in FORMATS:
        raise ConfigError(f"No format is known for '{out}': name one with --format {'|'.join(FORMATS)}.")
    return ending


def _find(session: str, folder: Path) -> Path:
    """The log that a path or a session's name means."""
    path = Path(session)
    if path.suffix == ".jsonl" or path.is_file():
        return path
    known = log.sessions(folder)
    found = [path for path in known if session in {path.stem, f"{path.parent.name}/{path.stem}"}]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{path.parent.name}/{path.stem}" for path in (found or known)[:_SHOWN_SESSIONS])
    if found:
        raise ConfigError(f"Session '{session}' is in several rooms: name one of {names}.")
    raise ConfigError(f"No session '{session}' in '{folder}'. The latest there: {names or 'none'}.")


def _write(text: str, out: Path | None) -> None:
    data = text.encode("utf-8")
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise LogError(
            f"'{out}' cannot be written: {error.strerror}. Name another file with --out."
        ) from error


def _warn_of_damage(record: SessionRecord) -> None:
    if record.damaged:
        sys.stderr.write(f"footlights: {record.damaged} damaged records of the log were left out.\n")
