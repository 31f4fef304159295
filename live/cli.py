"""`footlights live`: captions of a talk on every screen."""

import argparse
import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import Any

from live.config import Config, load_config, validate
from live.errors import ConfigError

DESCRIPTION = """\
Captions a talk and serves the screens: / for phones, /stage, /overlay for OBS, /status for the technician.
Ctrl-C ends the session. After a crash the same command goes on with it."""


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `live`."""
    parser = subparsers.add_parser(
        "live",
        help="caption a microphone, a file or a stream",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sound = parser.add_argument_group("sound")
    sound.add_argument(
        "--source", metavar="SOURCE", help="mic (the default), mic:NUMBER, mic:NAME, a file or a URL"
    )
    sound.add_argument("--channel", type=int, metavar="N", help="hear this channel only, counted from 1")
    pace = sound.add_mutually_exclusive_group()
    pace.add_argument(
        "--realtime", action="store_true", help="play a file at the speed of speech (the default)"
    )
    pace.add_argument("--fast", action="store_true", help="play a file as fast as it can be recognised")
    sound.add_argument(
        "--loop", type=float, metavar="SECONDS", help="play a file again and again, with this pause"
    )
    speech = parser.add_argument_group("recognition")
    speech.add_argument(
        "--lang", metavar="CODES", help="language spoken, or several to detect: en or en,zh,yue"
    )
    speech.add_argument(
        "--model", metavar="MODEL", help="speech model: an id of 'footlights models list' or a directory"
    )
    speech.add_argument("--device", choices=("auto", "cpu", "cuda"), help="where the model runs (auto)")
    speech.add_argument("--threads", type=int, metavar="N", help="CPU threads of the model (1)")
    speech.add_argument("--terms", metavar="TERMS", help="names and terms to prefer, separated by commas")
    serving = parser.add_argument_group("screens and session")
    serving.add_argument(
        "--host", help="address to listen on (0.0.0.0: every screen that reaches this machine)"
    )
    serving.add_argument("--port", type=int, help="port to listen on (8000; 0 takes a free one)")
    serving.add_argument("--log-dir", metavar="DIR", help="folder of the session logs (sessions)")
    serving.add_argument(
        "--new-session", action="store_true", help="do not go on with a session that was cut off"
    )
    serving.add_argument("--exit-at-end", action="store_true", help="exit when the sound has ended")
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="the event's TOML file; options override it"
    )
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Serve captions until the end or Ctrl-C."""
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING)
    config = _settings(args)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # numpy and CTranslate2 read their settings when they are imported, so everything heavy comes after them.
    from live.stage import Options, serve  # noqa: PLC0415

    options = Options(
        realtime=not args.fast, loop_s=args.loop, new_session=args.new_session, exit_at_end=args.exit_at_end
    )
    try:
        asyncio.run(serve(config, options, tell=_tell))
    except KeyboardInterrupt:
        return 130
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _settings(args: argparse.Namespace) -> Config:
    """The configuration, with what the command line gives instead."""
    config = load_config(args.config) if args.config else Config()
    content = config.model_dump(exclude_unset=True)
    room = {
        "source": args.source,
        "channel": args.channel,
        "languages": _split(args.lang),
        "model": args.model,
        "device": args.device,
        "threads": args.threads,
        "terms": _split(args.terms),
    }
    given = {key: value for key, value in room.items() if value is not None}
    rooms = list(content.get("rooms", ())) or [{}]
    if given and len(rooms) > 1:
        options = ", ".join(f"--{key.replace('languages', 'lang')}" for key in given)
        raise ConfigError(f"{options}: the configuration has several rooms; set it there.")
    content["rooms"] = [{**rooms[0], **given}, *rooms[1:]]
    server = {"host": args.host, "port": args.port}
    content["server"] = content.get("server", {}) | {
        key: value for key, value in server.items() if value is not None
    }
    if args.log_dir:
        content["log"] = content.get("log", {}) | {"folder": args.log_dir}
    return validate(content, "command line")


def _split(given: str | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(part.strip() for part in given.split(",") if part.strip())
