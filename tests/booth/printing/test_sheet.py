from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from booth.errors import PrinterError
from booth.ports import PrinterCondition
from booth.printing.cups import NoPrinter, printer_named
from booth.printing.sheet import pages


def jpeg(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(("size", "copies"), [((1800, 1200), 2), ((1200, 1800), 1)])
def test_a_print_is_four_by_six_inches_upright_once_a_copy(size: tuple[int, int], copies: int) -> None:
    made = PdfReader(BytesIO(pages(jpeg(*size), copies)))
    assert [tuple(page.mediabox[2:]) for page in made.pages] == [(288, 432)] * copies


def test_what_is_no_picture_is_not_printed() -> None:
    with pytest.raises(PrinterError, match="no picture"):
        pages(b"hello", 1)


def test_a_booth_without_a_printer_says_so() -> None:
    printer = printer_named("")
    assert isinstance(printer, NoPrinter)
    assert printer.state().condition is PrinterCondition.NONE
    with pytest.raises(PrinterError, match="has no printer"):
        printer.submit(jpeg(10, 10), 1)
    printer.forget("x-1")
