"""The models: are they there, and is every byte right?"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from live.config import RoomConfig
from live.preflight.finding import Finding
from models.errors import ModelError
from models.store import Store


def models_of(rooms: Sequence[RoomConfig]) -> dict[str, str]:
    """Every model that the rooms need, once → its kind."""
    needed = {room.model: "whisper" for room in rooms}
    return needed | {room.translation_model: "translation" for room in rooms if room.translate_to}


def check_models(rooms: Sequence[RoomConfig], store: Store) -> Iterator[Finding]:
    """Whether each model is there and whole; reads every byte of it."""
    for name, kind in models_of(rooms).items():
        yield check_model(name, kind, store)


def check_model(name: str, kind: str, store: Store) -> Finding:
    """Whether a model is there and whole."""
    title = f"Model {name}"
    try:
        folder = store.resolve(name, kind)
    except ModelError as error:
        return _bad(title, str(error))
    if name not in store.catalogue:
        return Finding(name=title, ok=True, found=f"your own folder {folder}")
    state = store.verify(store.catalogue.lookup(name))
    if state.name != "installed":
        return _bad(title, f"{state.detail}. Fetch it again with: footlights models pull {name}")
    return Finding(name=title, ok=True, found=f"{size_mib([folder])} MiB, every byte as it should be")


def size_mib(folders: Sequence[Path]) -> int:
    """The size of the files in folders, in MiB."""
    sizes = (file.stat().st_size for folder in folders for file in folder.rglob("*") if file.is_file())
    return round(sum(sizes) / 2**20)


def _bad(title: str, told: str) -> Finding:
    """A finding from what the store tells: first what is wrong, then what to do."""
    found, _, remedy = told.partition(". ")
    return Finding(name=title, ok=False, found=found, remedy=remedy or "See: footlights models list")
