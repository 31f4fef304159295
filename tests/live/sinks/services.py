"""Services on this machine that behave as Zoom and YouTube document, and that fail when told to."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Fault = int | str
"""A status to refuse with; `lost`: the line is taken and not answered; `slow`: answered too late."""

SLOW_S = 0.4


class CaptionService:
    """Takes lines under numbers: a number that it has is ignored, one that leaves a hole is an error."""

    def __init__(self, *, tells_number: bool = True) -> None:
        self.lines: list[str] = []
        """The bodies of the lines, in the order of their numbers."""
        self.queries: list[dict[str, list[str]]] = []
        self.headers: list[dict[str, str]] = []
        self.holes: list[int] = []
        self.requests = 0
        self.faults: deque[Fault] = deque()
        """What goes wrong with the next requests."""
        self.started = True
        self.tells_number = tells_number
        self.url = ""
        self._numbers: list[int] = []
        self._changed = threading.Condition()

    def wait_for_lines(self, count: int, limit_s: float = 120.0) -> None:
        """Wait until so many lines have been taken."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.lines) >= count, limit_s), self.lines

    def take(self, query: dict[str, list[str]], headers: dict[str, str], body: str) -> Fault:
        """Answer a POST."""
        self.requests += 1
        fault = self.faults.popleft() if self.faults else 200
        if not self.started:
            return 400
        if isinstance(fault, int) and fault != 200:
            return fault
        number = int(query["seq"][-1])
        with self._changed:
            last = self._numbers[-1] if self._numbers else 0
            if number > last + 1:
                self.holes.append(number)
            if number > last:
                self._numbers.append(number)
                self.lines.append(body)
                self.queries.append(query)
                self.headers.append(headers)
                self._changed.notify_all()
        return fault

    @property
    def last_number(self) -> int:
        """The last number taken, 0 before the first."""
        return self._numbers[-1] if self._numbers else 0


class _Handler(BaseHTTPRequestHandler):
    service: CaptionService

    def do_GET(self) -> None:
        if not self.service.tells_number:
            self._answer(404)
        elif not self.service.started:
            self._answer(400)
        else:
            self._answer(200, str(self.service.last_number))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        fault = self.service.take(parse_qs(urlsplit(self.path).query), dict(self.headers), body)
        if fault == "lost":
            self.connection.close()
        elif fault == "slow":
            time.sleep(SLOW_S)
            self._answer(200)
        else:
            assert isinstance(fault, int)
            self._answer(fault)

    def _answer(self, status: int, body: str = "") -> None:
        try:
            self.send_response(status)
            if status in {301, 302}:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()
            self.wfile.write(body.encode())
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def serving(service: CaptionService) -> Iterator[CaptionService]:
    """Serve on a free port while the block runs."""
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"service": service}))
    service.url = f"http://127.0.0.1:{server.server_port}/closedcaption?id=1&signature=s3cret"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
