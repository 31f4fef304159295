"""Reads Word documents with python-docx: the one file that imports it."""

import re
from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from avatar.answers.documents import Block
from avatar.answers.errors import DocumentError
from avatar.answers.layout import tidy

_HEADING = re.compile(r"Heading (\d)|Title$")


def read_docx(path: Path) -> list[Block]:
    """The headings, paragraphs and table rows of a document; raises DocumentError."""
    try:
        opened = Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError) as error:
        raise DocumentError(
            f"Cannot read '{path.name}': it is no Word document (.docx). Save it again in Word."
        ) from error
    blocks: list[Block] = []
    for part in opened.iter_inner_content():
        if isinstance(part, Table):
            blocks += [Block(text=text) for text in _rows(part)]
        else:
            style = part.style.name if part.style is not None else None
            heading = _HEADING.match(style or "")
            level = int(heading[1] or 1) if heading else 0
            blocks.append(Block(text=tidy(part.text), level=level))
    return [block for block in blocks if block.text]


def _rows(table: Table) -> list[str]:
    return [" · ".join(dict.fromkeys(tidy(cell.text) for cell in row.cells)) for row in table.rows]
