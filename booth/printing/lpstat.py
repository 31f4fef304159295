"""What `lpstat` says of a printer, made into a state that a guest can be told. Pure.

The reasons are IPP's printer-state-reasons (RFC 8011, 5.4.12), which lpstat calls alerts.
"""

import re

from booth.ports import PrinterCondition, PrinterState

NO_PAPER = re.compile(r"media-(empty|needed)|input-tray-missing")
GONE = re.compile(r"offline|shutdown|timed-out")
TROUBLE = re.compile(r"-error\b|jam|door-open|cover-open|marker-supply-empty|hold-new-jobs")
STOPPED = re.compile(r"\bpaused\b|\bstopped\b|moving-to-paused")
WAITS_FOR_PRINTER = re.compile(
    r"waiting for printer to become available|unplugged or turned off", re.IGNORECASE
)
DETAILS_BEGIN = "Form mounted:"


def parse(name: str, printer: str, acceptance: str, waiting: str) -> PrinterState:
    """Return the state of a printer.

    `printer`: `lpstat -l -p NAME`; `acceptance`: `lpstat -a NAME`; `waiting`: `lpstat -o NAME`.
    """
    first, _, rest = printer.partition("\n")
    said = " ".join(rest.partition(DETAILS_BEGIN)[0].split())
    alerts = _alerts(rest)
    jobs = sum(line.startswith(f"{name}-") for line in waiting.splitlines())
    refuses = "not accepting requests" in acceptance
    condition = _condition(first, said, alerts, refuses=refuses, jobs=jobs)
    message = said or alerts
    if refuses:
        message = "the queue does not accept jobs" + (f" ({message})" if message else "")
    calm = condition in (PrinterCondition.READY, PrinterCondition.BUSY)
    return PrinterState(condition=condition, name=name, waiting=jobs, message="" if calm else message)


def _alerts(details: str) -> str:
    found = re.search(r"^\s*Alerts: (.*)$", details, re.MULTILINE)
    return "" if found is None or found[1] == "none" else found[1].strip()


def _condition(first: str, said: str, alerts: str, *, refuses: bool, jobs: int) -> PrinterCondition:
    if NO_PAPER.search(alerts):
        return PrinterCondition.NO_PAPER
    if GONE.search(alerts) or WAITS_FOR_PRINTER.search(said):
        return PrinterCondition.GONE
    if refuses or " disabled since" in first or STOPPED.search(alerts) or TROUBLE.search(alerts):
        return PrinterCondition.STOPPED
    return PrinterCondition.BUSY if jobs or " now printing " in first else PrinterCondition.READY
