"""A folder of documents, read file by file: one that cannot be read is told and left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from avatar.answers.documents import Block, Document, document
from avatar.answers.errors import DocumentError
from avatar.answers.instructions import speaks_to_machines
from avatar.answers.read_html import read_html
from avatar.answers.read_text import read_markdown, read_text

Reader = Callable[[Path], list[Block]]


def _read_pdf(path: Path) -> list[Block]:
    from avatar.answers.read_pdf import read_pdf  # noqa: PLC0415 - only where there is a PDF

    return read_pdf(path)


def _read_docx(path: Path) -> list[Block]:
    from avatar.answers.read_docx import read_docx  # noqa: PLC0415 - only where there is a Word document

    return read_docx(path)


READERS: dict[str, Reader] = {
    ".docx": _read_docx,
    ".htm": read_html,
    ".html": read_html,
    ".md": read_markdown,
    ".pdf": _read_pdf,
    ".txt": read_text,
}
NOT_DOCUMENTS = frozenset({".csv", ".toml"})
"""What may lie beside them: the glossary and the programme."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What was read of a folder."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...]
    """One line a file or paragraph that is left out: why, and what to do."""


def read_folder(folder: Path) -> Folder:
    """Read every document in a folder and the folders in it; raises DocumentError when there is none."""
    if not folder.is_dir():
        raise DocumentError(f"There is no folder '{folder}'. Give one with the event's documents.")
    documents, problems = [], []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or any(part.startswith((".", "~$")) for part in path.parts[-2:]):
            continue
        try:
            documents.append(read_document(path, name))
        except DocumentError as error:
            problems.append(str(error))
    kept = tuple(found for found in documents if found.passages)
    return Folder(kept, (*problems, *_unquotable(kept)))


def _unquotable(documents: Sequence[Document]) -> list[str]:
    return [
        f"'{found.name}', paragraph {passage.paragraph} gives orders to a machine; it is never quoted."
        for found in documents
        for passage in found.passages
        if speaks_to_machines(passage.text)
    ]


def read_document(path: Path, name: str) -> Document:
    """Read one file; raises DocumentError."""
    suffix = path.suffix.lower()
    if suffix in NOT_DOCUMENTS:
        return document(name, [])
    if suffix not in READERS:
        known = ", ".join(sorted(READERS))
        raise DocumentError(f"'{path.name}' is no document that can be read. Known: {known}.")
    found = document(name, READERS[suffix](path))
    if not found.passages:
        raise DocumentError(f"'{path.name}' has no text.")
    return found
