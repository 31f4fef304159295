"""Reads PDF with pypdf: the one file that imports it."""

import logging
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from avatar.answers.documents import Block
from avatar.answers.errors import DocumentError
from avatar.answers.layout import blocks_of, mended


def read_pdf(path: Path) -> list[Block]:
    """The paragraphs of a PDF with their pages; raises DocumentError."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        pages = [page.extract_text() for page in PdfReader(path).pages]
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = "it is locked with a password" if "decrypt" in str(error) else f"it is damaged ({error})"
        raise DocumentError(f"Cannot read '{path.name}': {reason}. Save it again as a PDF.") from error
    if not any(text.strip() for text in pages):
        raise DocumentError(f"'{path.name}' has no text, only pictures. Use a PDF that was not scanned.")
    blocks = (block for number, text in enumerate(pages, 1) for block in blocks_of(text.splitlines(), number))
    return mended(blocks)
