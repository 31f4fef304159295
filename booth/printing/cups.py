"""Prints on a CUPS queue; see `booth.ports.Printer`. Commands are lists of arguments, never a shell line."""

import getpass
import logging
import os
import subprocess
import threading
from importlib import resources

from booth.errors import PrinterError
from booth.ports import PrinterCondition, PrinterState
from booth.printing.lpstat import parse
from booth.printing.sheet import pages

PAPER = "na_index-4x6_4x6in"
"""PWG's name of 4 x 6 inch paper, which every CUPS knows."""
PATIENCE_S = 10
MISSING = "CUPS is not installed here. On Debian or Ubuntu: sudo apt-get install cups cups-ipp-utils"

logger = logging.getLogger(__name__)


class CupsPrinter:
    """A queue of the CUPS that CUPS_SERVER names, or of this machine's."""

    def __init__(self, name: str, paper: str = PAPER) -> None:
        """`paper`: the media's name, a PWG name or one of the printer's own (`lpoptions -p NAME -l`)."""
        self._name = name
        self._paper = paper
        self._unfinished: set[str] = set()
        self._lock = threading.Lock()

    def submit(self, document: bytes, copies: int) -> str:
        """Print a JPEG, filling the paper, or a PDF as it is; return the job's id. Raises PrinterError."""
        is_pdf = document.startswith(b"%PDF")
        sheets = document if is_pdf else pages(document, copies)
        done = self._run(
            *("lp", "-d", self._name, "-n", str(copies if is_pdf else 1), "-t", "photo booth"),
            *("-o", f"media={self._paper}", "-o", "print-scaling=fill"),
            given=sheets,
        )
        said = done.stdout.decode(errors="replace")
        if done.returncode != 0 or "request id is " not in said:
            raise PrinterError(f"The printer '{self._name}' takes no picture: {_complaint(done)}")
        job = said.partition("request id is ")[2].split()[0]
        with self._lock:
            self._unfinished.add(job)
        return job

    def state(self) -> PrinterState:
        """Say how the printer is, and forget the jobs that it has finished. Never raises."""
        try:
            printer = self._run("lpstat", "-l", "-p", self._name)
            if printer.returncode != 0:
                return self._gone(_complaint(printer))
            acceptance = self._run("lpstat", "-a", self._name).stdout.decode(errors="replace")
            waiting = self._run("lpstat", "-W", "not-completed", "-o", self._name).stdout.decode(
                errors="replace"
            )
        except PrinterError as error:
            return self._gone(str(error))
        self._forget_finished(waiting)
        return parse(self._name, printer.stdout.decode(errors="replace"), acceptance, waiting)

    def forget(self, job_id: str) -> None:
        """Cancel a job if it still waits, and remove what the queue kept of it."""
        number = job_id.rpartition("-")[2]
        server = os.environ.get("CUPS_SERVER", "localhost")
        address = f"ipp://{server if not server.startswith('/') else 'localhost'}/printers/{self._name}"
        try:
            with resources.as_file(resources.files("booth.printing") / "purge.test") as test:
                done = self._run(
                    *("ipptool", "-q", "-d", f"job={number}", "-d", f"user={getpass.getuser()}"),
                    *(address, str(test)),
                )
        except PrinterError as error:
            logger.warning("The queue may still keep print %s: %s", job_id, error)
            return
        with self._lock:
            self._unfinished.discard(job_id)
        if done.returncode != 0:
            logger.info("The queue had already forgotten print %s.", job_id)

    def _forget_finished(self, waiting: str) -> None:
        still = {line.split()[0] for line in waiting.splitlines() if line.strip()}
        with self._lock:
            finished = self._unfinished - still
        for job in finished:
            self.forget(job)

    def _gone(self, message: str) -> PrinterState:
        return PrinterState(condition=PrinterCondition.GONE, name=self._name, message=message)

    @staticmethod
    def _run(*command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run a command of CUPS in English. Raises PrinterError when it is missing or takes too long."""
        environment = {**os.environ, "LC_ALL": "C"}
        try:
            return subprocess.run(  # noqa: S603 - a list of arguments, the first one ours
                command, input=given, capture_output=True, timeout=PATIENCE_S, check=False, env=environment
            )
        except FileNotFoundError as error:
            raise PrinterError(f"{command[0]}: {MISSING}") from error
        except subprocess.TimeoutExpired as error:
            raise PrinterError(f"{command[0]} did not answer within {PATIENCE_S} s.") from error


class NoPrinter:
    """A booth without a printer."""

    def submit(self, document: bytes, copies: int) -> str:
        """Refuse; see `booth.ports.Printer`."""
        raise PrinterError('This booth has no printer. Name a CUPS queue: [booth] printer = "…"')

    def state(self) -> PrinterState:
        """Say that there is none."""
        return PrinterState(condition=PrinterCondition.NONE)

    def forget(self, job_id: str) -> None:
        """Do nothing: there are no jobs."""


def printer_named(name: str) -> CupsPrinter | NoPrinter:
    """Return the printer of a queue; without a name the one that is not there."""
    return CupsPrinter(name) if name else NoPrinter()


def _complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the first line that a command complained with."""
    lines = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
    return lines[0] if lines else f"exit status {done.returncode}"
