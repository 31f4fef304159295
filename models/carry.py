"""Carries models to a laptop without internet, on a USB stick, checked on both ends."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from models import manifest
from models.catalogue import Entry, FileSpec
from models.digest import BLOCK_BYTES, problem
from models.errors import ModelError
from models.fetch import disk_errors
from models.install import place, require_room
from models.manifest import Manifest
from models.progress import Progress
from models.store import Store


def export_model(store: Store, model_id: str, stick: Path, progress: Progress) -> Path:
    """Copies an installed model to the stick and reads it back; raises ModelError.

    A model that is on the stick already, and whole, is left as it is.
    """
    entry = store.catalogue.lookup(model_id)
    state = store.state(entry)
    if state.name != "installed":
        raise ModelError(
            f"Model '{model_id}' cannot be exported: it is {state.name}. "
            f"Fetch it first with: footlights models pull {model_id}"
        )
    found = store.manifest(model_id)
    assert found is not None  # noqa: S101 an installed model has one
    target = stick / model_id
    progress.stage(f"exporting {model_id}")
    with disk_errors(stick):
        if not _is_whole(target, found):
            _copy_into(store.path(model_id), target, stick / ".partial" / model_id, found, progress)
    return target


def import_model(store: Store, source: Path, progress: Progress) -> str:
    """Installs a model from its folder on the stick and returns its id; raises ModelError."""
    found = manifest.read(source)
    if found is None:
        raise ModelError(f"'{source}' is not an exported model: it has no {manifest.NAME}.")
    entry = store.catalogue.lookup(found.id)
    if wrong := found.differs_from(entry):
        raise ModelError(f"'{source}' is not the {found.id} that this version of Footlights knows: {wrong}.")
    progress.stage(f"importing {found.id}")
    with disk_errors(store.root), store.lock(found.id):
        if not _is_installed(store, entry):
            _copy_into(source, store.path(found.id), store.work_folder(found.id), found, progress)
    return found.id


def exported_models(stick: Path) -> list[Path]:
    """The folders of models in a folder; raises ModelError when there are none."""
    folders = sorted(path.parent for path in stick.glob(f"*/{manifest.NAME}")) if stick.is_dir() else []
    if not folders:
        raise ModelError(
            f"'{stick}' has no exported models. Export them there with: footlights models export DIR"
        )
    return folders


def _is_installed(store: Store, entry: Entry) -> bool:
    return store.state(entry).name == "installed"


def _is_whole(folder: Path, wanted: Manifest) -> bool:
    return manifest.read(folder) == wanted and not any(
        problem(folder / spec.name, spec) for spec in wanted.files
    )


def _copy_into(source: Path, target: Path, work: Path, found: Manifest, progress: Progress) -> None:
    shutil.rmtree(work, ignore_errors=True)
    made = work / "made"
    made.mkdir(parents=True)
    require_room(work, found.size_bytes)
    done = 0
    for spec in found.files:

        def on_bytes(so_far: int, before: int = done) -> None:
            progress.at(before + so_far, found.size_bytes)

        _copy_file(source / spec.name, made / spec.name, spec, on_bytes)
        done += spec.size or 0
    manifest.write(found, made)
    place(made, target, work)


def _copy_file(source: Path, target: Path, spec: FileSpec, on_bytes: Callable[[int], None]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with source.open("rb") as original, target.open("wb") as copy:
            while block := original.read(BLOCK_BYTES):
                copy.write(block)
                on_bytes(copy.tell())
            copy.flush()
            os.fsync(copy.fileno())
    except FileNotFoundError as error:
        raise ModelError(f"'{source}' is missing.") from error
    if wrong := problem(target, spec):
        raise ModelError(f"'{source}' was not copied: {wrong}. The original or the disk is damaged.")
