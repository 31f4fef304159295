"""`footlights live`: captions of a talk on every screen."""

import argparse
import asyncio
import io
import logging
import sys
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any

from live.config import Config, load_config, validate
from live.errors import ConfigError

DESCRIPTION = """\
Captions a talk and serves the screens: / for phones, /stage, /overlay for OBS, /status for the technician.
Ctrl-C ends the session. After a crash the same command goes on with it."""

OPTIONS = {
    "rooms": {
        "source": "--source",
        "channel": "--channel",
        "languages": "--lang",
        "model": "--model",
        "device": "--device",
        "threads": "--threads",
        "terms": "--terms",
        "translate_to": "--to",
        "translation_model": "--translation-model",
        "glossary": "--glossary",
    },
    "server": {"host": "--host", "port": "--port"},
    "log": {"folder": "--log-dir"},
    "recording": {"enabled": "--record"},
    "relay": {"redis": "--redis"},
}
"""Section and field of the configuration → the option that overrides it."""
LISTS = ("languages", "terms", "translate_to")
"""Fields that are lists, separated by commas on the command line."""


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `live`."""
    parser = subparsers.add_parser(
        "live",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser)
    parser.set_defaults(handler=run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of captioning."""
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
    speech.add_argument("--threads", type=int, metavar="N", help="CPU threads of the model (2)")
    speech.add_argument("--terms", metavar="TERMS", help="names and terms to prefer, separated by commas")
    translation = parser.add_argument_group("translation")
    translation.add_argument("--to", metavar="CODES", help="languages to translate into: zh-Hant-HK,es")
    translation.add_argument(
        "--translation-model", metavar="MODEL", help="an id of 'footlights models list' or a directory"
    )
    translation.add_argument(
        "--glossary", metavar="FILE", help="CSV file of names and terms in each language; may be edited live"
    )
    serving = parser.add_argument_group("screens and session")
    serving.add_argument(
        "--host", help="address to listen on (0.0.0.0: every screen that reaches this machine)"
    )
    serving.add_argument("--port", type=int, help="port to listen on (8000; 0 takes a free one)")
    serving.add_argument("--log-dir", metavar="DIR", help="folder of the session logs (sessions)")
    serving.add_argument(
        "--record",
        action="store_const",
        const=True,
        help="keep the sound beside the log, as FLAC",
    )
    serving.add_argument(
        "--redis", metavar="URL", help="publish for 'footlights relay' on other machines: redis://HOST:6379"
    )
    serving.add_argument(
        "--new-session", action="store_true", help="do not go on with a session that was cut off"
    )
    serving.add_argument("--exit-at-end", action="store_true", help="exit when the sound has ended")
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="the event's TOML file; options override it"
    )
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Serve captions until the end, Ctrl-C or the system's request to end: 0; a second Ctrl-C: 130."""
    return serve_with(args, settings(args))


def serve_with(
    args: argparse.Namespace, config: Config, turn: Callable[[], Coroutine[Any, Any, None]] | None = None
) -> int:
    """Serve a configuration; with `turn`, all is made ready, and begins when that returns."""
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING)
    # Loading what is heavy comes after everything that may be wrong with the command.
    from live.stage import Options, serve  # noqa: PLC0415

    options = Options(
        realtime=not args.fast, loop_s=args.loop, new_session=args.new_session, exit_at_end=args.exit_at_end
    )
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that lacks a character must not end the captions.
        sys.stdout.reconfigure(errors="replace")
    asyncio.run(serve(config, options, tell=tell, turn=turn))
    return 0


def settings(args: argparse.Namespace) -> Config:
    """The configuration, with what the command line gives instead. Raises ConfigError."""
    config = load_config(args.config) if args.config else Config()
    content = config.model_dump(exclude_unset=True)
    sections = {section: _given(args, fields) for section, fields in OPTIONS.items()}
    rooms = list(content.get("rooms", ())) or [{}]
    if len(rooms) > 1 and (several := [OPTIONS["rooms"][field] for field in sections["rooms"]]):
        raise ConfigError(f"{', '.join(several)}: {args.config} has several rooms; set it there for each.")
    content["rooms"] = [{**rooms[0], **sections.pop("rooms")}, *rooms[1:]]
    for section, fields in sections.items():
        content[section] = content.get(section, {}) | fields
    names = {field: option for fields in OPTIONS.values() for field, option in fields.items()}
    return validate(content, "command line", names)


def _given(args: argparse.Namespace, fields: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a section that the command line gives, with their values."""
    values = {field: getattr(args, option[2:].replace("-", "_")) for field, option in fields.items()}
    return {
        field: _split(value) if field in LISTS else value
        for field, value in values.items()
        if value is not None
    }


def tell(line: str) -> None:
    """Print a line for people at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _split(given: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.split(",") if part.strip())
