"""The user's models on the disk: where they are and whether they are whole."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs
from filelock import FileLock, Timeout

from models import catalogue, manifest
from models.catalogue import Catalogue, Entry
from models.digest import problem, size_problem
from models.errors import ModelError
from models.manifest import Manifest

MAIN_FILE = {
    "hibari": "hibari.onnx",
    "kokoro": "kokoro.onnx",
    "voice": "hibari.onnx",
    "selfie-segmentation": "selfie_segmentation.tflite",
    "open-nsfw": "open-nsfw.onnx",
    "fonts": "InterTight.ttf",
    "dictionary": "cedict.txt.gz",
}
"""The file without which a directory is no model of a kind, where that is not `model.bin`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Whether a model can be used."""

    name: Literal["installed", "missing", "damaged"]
    detail: str = ""
    """What is wrong with a damaged one."""


class Store:
    """A folder with one directory a model; what is still being made is in `.partial` and never used."""

    def __init__(self, root: Path, known: Catalogue) -> None:
        self.root = root
        self.catalogue = known

    def path(self, model_id: str) -> Path:
        """The directory of an installed model."""
        return self.root / model_id

    def work_folder(self, model_id: str) -> Path:
        """Where a pull or an import prepares the model; what it fetched survives there."""
        return self.root / ".partial" / model_id

    def lock(self, model_id: str) -> FileLock:
        """Held by whoever changes the model; the system frees it when its process dies."""
        folder = self.root / ".locks"
        folder.mkdir(parents=True, exist_ok=True)
        return FileLock(folder / f"{model_id}.lock")

    def manifest(self, model_id: str) -> Manifest | None:
        """What an installed model consists of."""
        return manifest.read(self.path(model_id))

    def state(self, entry: Entry) -> State:
        """Whether the model can be used, found out without reading the files."""
        try:
            found = self.manifest(entry.id)
        except ModelError as error:
            return State(name="damaged", detail=str(error))
        if found is None:
            return State(name="missing")
        folder = self.path(entry.id)
        wrong = found.differs_from(entry) or next(
            (text for spec in found.files if (text := size_problem(folder / spec.name, spec))), None
        )
        return State(name="damaged", detail=wrong) if wrong else State(name="installed")

    def verify(self, entry: Entry) -> State:
        """Whether the model can be used, reading every byte."""
        state = self.state(entry)
        found = self.manifest(entry.id) if state.name == "installed" else None
        folder = self.path(entry.id)
        for spec in found.files if found else ():
            if wrong := problem(folder / spec.name, spec):
                return State(name="damaged", detail=wrong)
        return state

    def resolve(self, name: str, kind: str) -> Path:
        """The directory of a model, given a catalogue id or a path to a model directory.

        `kind`: what is needed, a family such as `whisper` or a purpose such as `translation`.
        Raises ModelError when it is missing, visibly damaged, or of another kind.
        """
        if name not in self.catalogue and Path(name).expanduser().is_dir():
            return _own_directory(Path(name).expanduser(), kind)
        entry = self.catalogue.lookup(name)
        if not entry.is_a(kind):
            raise ModelError(
                f"Model '{name}' is a {entry.family} model ({entry.purpose}), but {kind} is needed here. "
                f"Choose one of: {', '.join(self._ids_of(kind)) or 'a directory of your own'}."
            )
        state = self.state(entry)
        if state.name == "missing":
            raise ModelError(f"Model '{name}' is not installed. Fetch it with: footlights models pull {name}")
        if state.name == "damaged":
            raise ModelError(
                f"Model '{name}' is damaged: {state.detail}. "
                f"Fetch it again with: footlights models pull {name}"
            )
        return self.path(name)

    def _ids_of(self, kind: str) -> list[str]:
        return [entry.id for entry in self.catalogue.entries.values() if entry.is_a(kind)]


def _own_directory(path: Path, kind: str) -> Path:
    main = path / MAIN_FILE.get(kind, "model.bin")
    if not main.is_file() or not main.stat().st_size:
        raise ModelError(f"'{path}' is not a {kind} model: it has no {main.name}, or an empty one.")
    return path


def is_busy(lock: FileLock) -> bool:
    """True while another process holds the lock."""
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def default_store() -> Store:
    """The user's models: in FOOTLIGHTS_CACHE, or in the system's folder for caches."""
    chosen = os.environ.get("FOOTLIGHTS_CACHE")
    root = (
        Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("footlights", appauthor=False)
    )
    return Store(root.absolute() / "models", catalogue.load())


def resolve(name: str, kind: str) -> Path:
    """The directory of a model of the user's; see `Store.resolve`."""
    return default_store().resolve(name, kind)


def is_installed(model_id: str) -> bool:
    """Whether a model of the catalogue is there and undamaged, as far as can be told without reading it."""
    store = default_store()
    return store.state(store.catalogue.lookup(model_id)).name == "installed"
