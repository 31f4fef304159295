import importlib.util
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image
from pypdf import PdfReader

from booth.errors import PrinterError
from booth.ports import PrinterCondition
from booth.printing.cups import CupsPrinter


def _queue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("booth_print_queue", Path(__file__).with_name("queue.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


queue = _queue()
pytestmark = [
    pytest.mark.printer,
    pytest.mark.skipif(not queue.available(), reason="needs root, cups and printer-driver-cups-pdf"),
]
PRINTED = Path.home() / "PDF"


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["queue.Cups"]:
    """A running CUPS with the queues `pdf` and `tray`."""
    server = queue.Cups(tmp_path)
    server.start()
    server.add("pdf", "cups-pdf:/")
    server.add("tray", "tray:/")
    monkeypatch.setenv("CUPS_SERVER", server.server)
    yield server
    server.stop()


def jpeg() -> bytes:
    out = BytesIO()
    Image.effect_noise((1800, 1200), 90).convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so; the test fails when it never is."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("it never came to be")


def until_it_is(condition: PrinterCondition, printer: CupsPrinter, cups: "queue.Cups") -> None:
    try:
        until(lambda: printer.state().condition is condition)
    except pytest.fail.Exception:
        pytest.fail(f"{printer.state()}\n{cups.complaints()}")


def test_a_print_has_the_right_size_and_copies_and_leaves_nothing_in_the_spool(cups: "queue.Cups") -> None:
    started_ns = time.time_ns()
    printer = CupsPrinter("pdf")
    assert printer.state().condition is PrinterCondition.READY
    job = printer.submit(jpeg(), 2)
    assert job == "pdf-1"
    until_it_is(PrinterCondition.READY, printer, cups)
    [made] = [path for path in PRINTED.glob("*.pdf") if path.stat().st_mtime_ns >= started_ns]
    try:
        sheets = PdfReader(made).pages
        assert [tuple(map(int, sheet.mediabox[2:])) for sheet in sheets] == [(288, 432)] * 2
        assert all(sheet.images for sheet in sheets)
    finally:
        made.unlink()
    until(lambda: not cups.spooled())


def test_a_stopped_queue_says_why_takes_the_print_and_goes_on(cups: "queue.Cups") -> None:
    printer = CupsPrinter("tray")
    cups.run("cupsdisable", "-r", "Changing the ribbon", "tray")
    state = printer.state()
    assert (state.condition, state.message) == (PrinterCondition.STOPPED, "Changing the ribbon")
    job = printer.submit(jpeg(), 1)
    assert printer.state().waiting == 1
    cups.run("cupsenable", "tray")
    until_it_is(PrinterCondition.READY, printer, cups)
    assert (cups.folder / f"printed-{job.rpartition('-')[2]}").stat().st_size > 100_000


def test_paper_out_is_told_and_the_print_comes_when_there_is_some(cups: "queue.Cups") -> None:
    printer = CupsPrinter("tray")
    (cups.folder / "empty").touch()
    printer.submit(jpeg(), 1)
    until_it_is(PrinterCondition.NO_PAPER, printer, cups)
    (cups.folder / "empty").unlink()
    until_it_is(PrinterCondition.READY, printer, cups)
    assert list(cups.folder.glob("printed-*"))


def test_a_forgotten_print_is_never_made_and_its_file_is_gone(cups: "queue.Cups") -> None:
    printer = CupsPrinter("tray")
    cups.run("cupsdisable", "tray")
    job = printer.submit(jpeg(), 1)
    assert cups.spooled()
    printer.forget(job)
    assert not cups.spooled()
    assert printer.state().waiting == 0
    printer.forget(job)


def test_a_queue_that_refuses_and_a_printer_that_is_gone_are_told(cups: "queue.Cups") -> None:
    printer = CupsPrinter("pdf")
    cups.run("cupsreject", "-r", "closed", "pdf")
    assert printer.state().condition is PrinterCondition.STOPPED
    with pytest.raises(PrinterError, match="not accepting jobs"):
        printer.submit(jpeg(), 1)
    cups.run("lpadmin", "-x", "pdf")
    assert printer.state().condition is PrinterCondition.GONE
    with pytest.raises(PrinterError, match="does not exist"):
        printer.submit(jpeg(), 1)
    cups.stop()
    assert CupsPrinter("tray").state().condition is PrinterCondition.GONE
    cups.start()
    assert CupsPrinter("tray").state().condition is PrinterCondition.READY
