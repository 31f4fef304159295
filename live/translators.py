"""A room's translation, as its configuration wants it."""

from functools import partial
from pathlib import Path

from live.archive.log import unwritable
from live.config import LogConfig, RoomConfig
from live.errors import LogError
from live.text.glossary_rows import empty_glossary
from live.translation import Translation
from models import lookup, resolve
from translate.engine import Translator
from translate.glossary_file import GlossaryFile
from translate.isolated import Isolated
from translate.load import load_translator
from translate.service import Service
from translate.warm import warmed

GLOSSARY = "glossary.csv"
OWN_LICENCE = "that of your own model"


def open_glossary(room: RoomConfig) -> GlossaryFile | None:
    """The room's glossary, in the first language spoken there. Raises GlossaryError."""
    return GlossaryFile(room.glossary, language=room.languages[0]) if room.glossary else None


def with_glossary(room: RoomConfig, log: LogConfig) -> RoomConfig:
    """The room with a glossary: where none is named, one beside its logs takes the operator's terms.

    Raises LogError.
    """
    if room.glossary is not None:
        return room
    path = log.folder / room.name / GLOSSARY
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(empty_glossary(room.translate_to), encoding="utf-8")
    except OSError as error:
        raise LogError(unwritable(path, error)) from error
    return room.model_copy(update={"glossary": path})


def describe_translation(room: RoomConfig) -> str:
    """Into which languages, with which model, under which licence; empty for a room without translation.

    Raises ModelError for a model that nobody knows. One that is only missing may still come.
    """
    if not room.translate_to:
        return ""
    model = room.translation_model
    licence = OWN_LICENCE if Path(model).expanduser().is_dir() else lookup(model).licence_text
    return f"Translated into {', '.join(room.translate_to)} with {model}; licence: {licence}."


def open_translation(
    room: RoomConfig, glossary: GlossaryFile | None, *, first_rev: int
) -> Translation | None:
    """The room's translation. Its model is loaded in the background: captions don't wait for it."""
    if not room.translate_to:
        return None

    def load() -> Translator:
        directory = resolve(room.translation_model, "translation")
        translator = Isolated(partial(load_translator, directory, device=room.device))
        return warmed(translator, room.languages, room.translate_to)

    service = Service(load, room.translate_to, glossary.glossary if glossary else None)
    return Translation(service, room.translate_to, glossary=glossary, first_rev=first_rev)
