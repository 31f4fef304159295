"""`footlights models`: what there is, fetching it, checking it, carrying it."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

from models.carry import export_model, exported_models, import_model
from models.catalogue import Entry, Purpose
from models.errors import ModelError
from models.event import models_needed
from models.install import Installer
from models.progress import Bar, Lines, Progress, is_terminal, size_text
from models.store import Store, default_store


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `models` and its commands."""
    models = subparsers.add_parser(
        "models",
        description="Models are kept in the folder FOOTLIGHTS_CACHE, or else in your cache folder.",
    ).add_subparsers(dest="models_command", required=True, metavar="COMMAND")
    _command(models, "list", _list, "all models: size, licence, languages, installed or not")
    pull = _command(models, "pull", _pull, "fetch models; one that was interrupted goes on where it stopped")
    pull.add_argument("ids", nargs="+", metavar="ID")
    verify = _command(models, "verify", _verify, "read every byte of the installed models and compare")
    verify.add_argument("ids", nargs="*", metavar="ID", help="all installed ones if none is given")
    path = _command(models, "path", _path, "the folder of an installed model")
    path.add_argument("id", metavar="ID")
    need = _command(models, "need", _need, "which models an event needs, and whether they are here")
    need.add_argument("config", type=Path, metavar="CONFIG")
    export = _command(models, "export", _export, "copy installed models to a folder, such as a USB stick")
    export.add_argument("folder", type=Path, metavar="DIR")
    export.add_argument("ids", nargs="*", metavar="ID", help="all installed ones if none is given")
    bring = _command(models, "import", _import, "install the models that were exported to a folder")
    bring.add_argument("folder", type=Path, metavar="DIR")


def _command(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    handler: Callable[[argparse.Namespace], int],
    text: str,
) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(handler=handler)
    return parser


def _list(_: argparse.Namespace) -> int:
    store = default_store()
    for purpose in get_args(Purpose):
        _say(f"{purpose}:")
        for entry in store.catalogue.entries.values():
            if entry.purpose == purpose:
                _say_entry(store, entry)
    _say(f"folder: {store.root}")
    return 0


def _say_entry(store: Store, entry: Entry) -> None:
    state = store.state(entry)
    unpinned = ", unpinned" if entry.unpinned else ""
    _say(f"  {entry.id:<24}{size_text(entry.size_bytes):>8}  {state.name:<10} {entry.licence_text}{unpinned}")
    _say(f"  {'':<24}{'':>8}  {'; '.join(filter(None, (entry.language_text, entry.note)))}")
    if state.detail:
        _say(f"  {'':<24}{'':>8}  {state.detail}. Run: footlights models pull {entry.id}")


def _pull(args: argparse.Namespace) -> int:
    store = default_store()
    entries = [store.catalogue.lookup(model_id) for model_id in args.ids]
    for entry in entries:
        if not entry.commercial:
            _note(f"{entry.id}: {entry.licence_text}. Not for an event that earns money.")
        if entry.unpinned:
            _note(f"{entry.id}: not pinned by Footlights; the hub's record of its newest version is trusted")
        with _progress() as progress:
            path = Installer(store, progress).pull(entry.id)
        _say(f"{entry.id} is in {path}")
    return 0


def _verify(args: argparse.Namespace) -> int:
    store = default_store()
    bad = []
    for entry in _chosen(store, args.ids):
        state = store.verify(entry)
        _say(f"{entry.id}: {'good' if state.name == 'installed' else state.name} {state.detail}".rstrip())
        if state.name != "installed":
            bad.append(entry.id)
    if bad:
        raise ModelError(f"Not all models are whole. Run: footlights models pull {' '.join(bad)}")
    return 0


def _path(args: argparse.Namespace) -> int:
    store = default_store()
    _say(str(store.resolve(args.id, store.catalogue.lookup(args.id).family)))
    return 0


def _need(args: argparse.Namespace) -> int:
    store = default_store()
    needed = models_needed(args.config)
    names = (*needed.named, *needed.default)
    if needed.default:
        _say(f"Not named in '{args.config}', so by default: {', '.join(needed.default)}.")
    missing = []
    for name in names:
        if name not in store.catalogue and Path(name).expanduser().is_dir():
            _say(f"  {name:<24} your own folder")
            continue
        entry = store.catalogue.lookup(name)
        _say_entry(store, entry)
        if store.state(entry).name != "installed":
            missing.append(entry)
    if missing:
        size = size_text(sum(entry.size_bytes for entry in missing))
        ids = " ".join(entry.id for entry in missing)
        raise ModelError(
            f"{len(missing)} of {len(names)} models are not here ({size}). Run: footlights models pull {ids}"
        )
    return 0


def _export(args: argparse.Namespace) -> int:
    store = default_store()
    for entry in _chosen(store, args.ids):
        with _progress() as progress:
            _say(
                f"{entry.id} is in {export_model(store, entry.id, args.folder, progress)}, read back and good"
            )
    return 0


def _import(args: argparse.Namespace) -> int:
    store = default_store()
    for folder in exported_models(args.folder):
        with _progress() as progress:
            model_id = import_model(store, folder, progress)
        _say(f"{model_id} is in {store.path(model_id)}, read back and good")
    return 0


def _chosen(store: Store, ids: Iterable[str]) -> list[Entry]:
    chosen = [store.catalogue.lookup(model_id) for model_id in ids]
    if not chosen:
        chosen = [entry for entry in store.catalogue.entries.values() if store.state(entry).name != "missing"]
    if not chosen:
        raise ModelError("No model is installed. See what there is with: footlights models list")
    return chosen


@contextmanager
def _progress() -> Iterator[Progress]:
    if is_terminal():
        with Bar(sys.stderr) as bar:
            yield bar
    else:
        yield Lines(sys.stderr)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _note(line: str) -> None:
    sys.stderr.write(f"note: {line}\n")
