"""Remembers the vectors of passages between starts, so that the second start is quick."""

import hashlib
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import platformdirs

from avatar.answers.e5 import Role
from avatar.answers.e5_file import Floats
from avatar.answers.search import Embedder


class Remembering:
    """An embedder whose passages are kept in a file; what is not used any more is forgotten at `save`."""

    def __init__(self, embedder: Embedder, path: Path) -> None:
        self._embedder = embedder
        self._path = path
        self._known = _load(path)
        self._used: dict[str, Floats] = {}

    def embed(self, texts: Iterable[str], role: Role) -> Floats:
        """See Embedder."""
        if role == "query":
            return self._embedder.embed(texts, role)
        rows = [self._passage(text) for text in texts]
        return np.stack(rows) if rows else self._embedder.embed([], role)

    def save(self) -> None:
        """Write what was used, unless nothing is new. A folder that cannot be written is no error."""
        if self._used.keys() == self._known.keys():
            return
        unfinished = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                np.savez(file, names=np.array(list(self._used)), rows=np.stack(list(self._used.values())))
            unfinished.replace(self._path)
        except OSError:
            unfinished.unlink(missing_ok=True)

    def _passage(self, text: str) -> Floats:
        key = hashlib.sha256(text.encode()).hexdigest()
        if key not in self._used:
            found = self._known.get(key)
            self._used[key] = self._embedder.embed([text], "passage")[0] if found is None else found
        return self._used[key]


def memory_of(folder: Path, model: Path) -> Path:
    """The file for the documents in a folder, as a model sees them."""
    chosen = os.environ.get("FOOTLIGHTS_CACHE")
    root = (
        Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("footlights", appauthor=False)
    )
    name = hashlib.sha256(f"{folder.absolute()}\n{model.absolute()}".encode()).hexdigest()[:16]
    return root / "answers" / f"{name}.npz"


def _load(path: Path) -> dict[str, Floats]:
    try:
        with np.load(path) as content:
            return dict(zip(content["names"].tolist(), content["rows"], strict=True))
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile):
        return {}
