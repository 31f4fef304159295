import pytest

from booth.ports import PrinterCondition
from booth.printing.lpstat import parse

IDLE = "printer p is idle.  enabled since Sun Nov 22 07:14:00 2026\n"
STOPPED = "printer p disabled since Sun Nov 22 07:14:37 2026 -\n\tOrganiser stopped it\n"
PRINTING = "printer p now printing p-3.  enabled since Sun Nov 22 07:14:38 2026\n"
ACCEPTS = "p accepting requests since Sun Nov 22 07:14:00 2026\n"
REFUSES = "p not accepting requests since Sun Nov 22 07:14:37 2026 -\n\tgone away\n"
JOBS = "p-3                   root            315392   Sun Nov 22 07:14:37 2026\n" * 2


def details(alerts: str) -> str:
    return f"\tForm mounted:\n\tContent types: any\n\tAlerts: {alerts}\n\tLocation: \n"


@pytest.mark.parametrize(
    ("printer", "alerts", "condition"),
    [
        (IDLE, "none", PrinterCondition.READY),
        (IDLE, "marker-supply-low-report", PrinterCondition.READY),
        (PRINTING, "none", PrinterCondition.BUSY),
        (PRINTING, "media-empty-error", PrinterCondition.NO_PAPER),
        (IDLE, "media-needed", PrinterCondition.NO_PAPER),
        (STOPPED, "paused", PrinterCondition.STOPPED),
        (IDLE, "media-jam-error", PrinterCondition.STOPPED),
        (IDLE, "cover-open", PrinterCondition.STOPPED),
        (IDLE, "offline-report", PrinterCondition.GONE),
        (PRINTING + "\tWaiting for printer to become available.\n", "none", PrinterCondition.GONE),
    ],
)
def test_states_that_a_guest_can_be_told(printer: str, alerts: str, condition: PrinterCondition) -> None:
    state = parse("p", printer + details(alerts), ACCEPTS, "")
    assert state.condition is condition
    assert bool(state.message) == (condition not in (PrinterCondition.READY, PrinterCondition.BUSY))


def test_the_organiser_reads_why_it_stopped() -> None:
    assert parse("p", STOPPED + details("paused"), ACCEPTS, "").message == "Organiser stopped it"


def test_waiting_jobs_are_counted_and_make_it_busy() -> None:
    state = parse("p", IDLE + details("none"), ACCEPTS, JOBS + "other-9  root 1 now\n")
    assert (state.condition, state.waiting) == (PrinterCondition.BUSY, 2)


def test_a_queue_that_refuses_jobs_is_stopped() -> None:
    state = parse("p", IDLE + details("none"), REFUSES, "")
    assert state.condition is PrinterCondition.STOPPED
    assert state.message == "the queue does not accept jobs"
