"""Pulls a model: fetch, check, convert, and move into place in one step."""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from models import manifest
from models.catalogue import Entry, FileSpec
from models.convert import CONVERTERS, Converter
from models.digest import checked
from models.errors import ModelError
from models.fetch import MAKE_ROOM, OFFLINE_HINT, Source, UnreachableError, disk_errors, sources_of
from models.manifest import Manifest
from models.progress import Progress, Silent, size_text
from models.store import Store, default_store, is_busy

MARGIN_BYTES = 200_000_000
"""Room for the package that is being unpacked, and for the rest of the system."""


class Installer:
    """Makes models of a store complete."""

    def __init__(
        self,
        store: Store,
        progress: Progress,
        sources: Callable[[Entry], Iterable[Source]] = sources_of,
        converters: dict[str, Converter] | None = None,
        margin_bytes: int = MARGIN_BYTES,
    ) -> None:
        self._store = store
        self._progress = progress
        self._sources = sources
        self._converters = CONVERTERS if converters is None else converters
        self._margin_bytes = margin_bytes

    def pull(self, model_id: str) -> Path:
        """Makes sure that the model is installed, every byte of it, and returns its directory.

        Raises ModelError.

        A second pull of the same model, in this process or another, waits for the first and uses its work.
        """
        entry = self._store.catalogue.lookup(model_id)
        with disk_errors(self._store.root):
            lock = self._store.lock(model_id)
            if is_busy(lock):
                self._progress.stage(f"waiting for another pull of {model_id}")
            with lock:
                if self._store.verify(entry).name != "installed":
                    self._install(entry)
        return self._store.path(model_id)

    def _install(self, entry: Entry) -> None:
        work = self._store.work_folder(entry.id)
        fetched = work / "fetched"
        fetched.mkdir(parents=True, exist_ok=True)
        require_room(work, entry.size_bytes + entry.converted_bytes + self._margin_bytes)
        source, specs = self._fetched(entry, fetched)
        _keep_only(fetched, specs)
        made, files = (
            (fetched, specs) if entry.convert is None else self._converted(entry, fetched, work / "made")
        )
        manifest.write(Manifest(id=entry.id, source=source, fetched=specs, files=files), made)
        place(made, self._store.path(entry.id), work)

    def _fetched(self, entry: Entry, folder: Path) -> tuple[str, tuple[FileSpec, ...]]:
        """Fetches from the first source that can."""
        failures: list[ModelError] = []
        for source in self._sources(entry):
            self._progress.stage(f"fetching {entry.id} ({size_text(entry.size_bytes)}) from {source.name}")
            try:
                specs = source.fetch(folder, self._progress.at)
            except ModelError as error:
                failures.append(error)
            else:
                return source.name, specs
        raise _explained(entry, failures)

    def _converted(self, entry: Entry, fetched: Path, made: Path) -> tuple[Path, tuple[FileSpec, ...]]:
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        self._progress.stage(f"converting {entry.id}, about a minute")
        self._converters[entry.convert or ""](fetched, made)
        names = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
        return made, tuple(checked(made / name, FileSpec(name=name)) for name in names)


def _explained(entry: Entry, failures: list[ModelError]) -> ModelError:
    text = " ".join(str(error) for error in failures) or f"Model '{entry.id}' has no source."
    offline = failures and all(isinstance(error, UnreachableError) for error in failures)
    return ModelError(f"{text} {OFFLINE_HINT}" if offline else text)


def require_room(folder: Path, needed_bytes: int) -> None:
    """Raises ModelError when the folder's disk has not enough room for what is not in the folder yet."""
    have = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    free = shutil.disk_usage(folder).free
    missing = needed_bytes - have
    if missing > free:
        raise ModelError(
            f"No room in '{folder}': {size_text(missing)} needed, {size_text(free)} free. {MAKE_ROOM}."
        )


def place(made: Path, target: Path, work: Path) -> None:
    """Moves a complete model into place in one step, instead of a damaged one, and removes the rest."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.replace(Path(tempfile.mkdtemp(dir=work)) / "replaced")
    made.replace(target)
    shutil.rmtree(work, ignore_errors=True)


def _keep_only(folder: Path, specs: Iterable[FileSpec]) -> None:
    kept = {folder / spec.name for spec in specs}
    for path in list(folder.rglob("*")):
        if path.is_file() and path not in kept:
            path.unlink()


def pull(model_id: str, progress: Progress | None = None) -> Path:
    """Makes sure that one of the user's models is installed; see `Installer.pull`."""
    return Installer(default_store(), progress or Silent()).pull(model_id)
