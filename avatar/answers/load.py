"""Makes an engine out of a folder of documents and the models of this machine."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import models
from avatar.answers import lexicon
from avatar.answers.e5 import E5
from avatar.answers.engine import Engine, Translate
from avatar.answers.errors import DocumentError
from avatar.answers.evidence import Verification
from avatar.answers.folder import read_folder
from avatar.answers.library import Library
from avatar.answers.programme import Programme, find_programme
from avatar.answers.trust import VERIFIED
from avatar.answers.usual_models import DICTIONARY, EMBEDDINGS, VERIFIER
from avatar.answers.vectors import Remembering, memory_of
from avatar.answers.verifier import open_verifier
from models.errors import ModelError
from translate.glossary import Glossary
from translate.glossary_file import load_glossary


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What an engine is made of."""

    documents: Path
    """Folder of documents; a programme (TOML) and a `glossary.csv` may lie in it."""
    programme: Programme | None = None
    """Instead of one in the folder."""
    embeddings: str = EMBEDDINGS
    """A catalogue id or a directory; `none` finds passages by their words alone."""
    dictionary: str = DICTIONARY
    """The same for the Chinese-English dictionary."""
    verifier: str = VERIFIER
    """A catalogue id or a directory of an instruction model that says whether sentences answer; `none`
    leaves it out, as do embeddings of `none`."""
    team: str = ""
    """Whom to ask what the documents do not say."""


def load_engine(
    sources: Sources,
    *,
    tell: Callable[[str], None],
    translate: Translate | None = None,
    now: Callable[[], datetime] | None = None,
) -> Engine:
    """Read and index everything. `tell` hears of files that are left out. Raises FootlightsError."""
    _require(sources)
    folder = read_folder(sources.documents)
    for problem in folder.problems:
        tell(problem)
    programme = sources.programme or find_programme(sources.documents)
    if not folder.documents and not programme:
        raise DocumentError(f"'{sources.documents}' has no document and no programme to answer from.")
    dictionary = None if sources.dictionary == "none" else models.resolve(sources.dictionary, "dictionary")
    words = lexicon.build(event_glossary(sources.documents), dictionary)
    remembering = _embedder(sources)
    verification = _verification(sources.verifier) if remembering else None
    library = Library(folder.documents, words, remembering, programme, verification)
    if remembering:
        remembering.save()
    return Engine(library, programme, team=sources.team, translate=translate, now=now)


def _require(sources: Sources) -> None:
    """Name all that has to be fetched at once."""
    by_meaning = () if sources.embeddings == "none" else (sources.embeddings, sources.verifier)
    needed = {*by_meaning, sources.dictionary} & {EMBEDDINGS, DICTIONARY, VERIFIER}
    missing = sorted(name for name in needed if not models.is_installed(name))
    if missing:
        raise ModelError(
            f"Answers need models that are not installed. Fetch them with: footlights models pull "
            f"{' '.join(missing)}"
        )


def _embedder(sources: Sources) -> Remembering | None:
    if sources.embeddings == "none":
        return None
    directory = models.resolve(sources.embeddings, "embeddings")
    return Remembering(E5(directory), memory_of(sources.documents, directory))


def _verification(name: str) -> Verification | None:
    if name == "none":
        return None
    directory = models.resolve(name, "translation")
    threads = max(1, (os.cpu_count() or 1) // 2)  # captions may run beside it
    return Verification(open_verifier(directory, threads=threads), VERIFIED)


def event_glossary(folder: Path) -> Glossary:
    """The glossary among an event's documents, empty without one."""
    path = folder / "glossary.csv"
    return load_glossary(path) if path.is_file() else Glossary()
