"""Small models, wheels, and a hub on loopback that speaks the real one's API."""

import hashlib
import json
import re
import threading
import zipfile
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from models.catalogue import Catalogue, Entry, FileSpec
from models.store import Store

COMMIT = "c" * 40
MODEL = bytes(range(256)) * 4000
CONFIG = b'{"a": 1}\n'


def spec_of(name: str, content: bytes) -> FileSpec:
    return FileSpec(name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest())


def git_id(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def an_entry(**changes: object) -> Entry:
    """A tiny Whisper; its files are MODEL and CONFIG."""
    plain: dict[str, object] = {
        "id": "tiny",
        "purpose": "captions",
        "family": "whisper",
        "languages": ("en",),
        "licence": "MIT",
        "files": (spec_of("model.bin", MODEL), spec_of("config.json", CONFIG)),
    }
    return Entry(**(plain | changes))  # type: ignore[arg-type]


def a_store(root: Path, *entries: Entry) -> Store:
    return Store(root, Catalogue({entry.id: entry for entry in entries or (an_entry(),)}))


def a_wheel(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


class HubServer:
    """Serves files of one repository; `cut_after` closes the connection after so many bytes of a body.

    `stall_after` sends so many bytes, sets `stalled` and waits for `go_on`.
    """

    def __init__(self, repository: str, files: dict[str, bytes]) -> None:
        self.repository = repository
        self.files = files
        self.large = {"model.bin"}
        self.cut_after: int | None = None
        self.stall_after: int | None = None
        self.stalled = threading.Event()
        self.go_on = threading.Event()
        self.requests: list[tuple[str, str | None]] = []
        """(file, Range header) of every download."""
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                hub._answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.partition("?")[0]
        if re.fullmatch(rf"/api/models/{self.repository}(/revision/\w+)?", path):
            self._send(handler, 200, json.dumps(self._listing()).encode())
        elif (name := path.removeprefix(f"/{self.repository}/resolve/{COMMIT}/")) in self.files:
            self._send_file(handler, name)
        else:
            self._send(handler, 404, b"{}")

    def _listing(self) -> dict[str, object]:
        siblings = []
        for name, content in self.files.items():
            sibling: dict[str, object] = {"rfilename": name, "size": len(content), "blobId": git_id(content)}
            if name in self.large:
                sha256 = hashlib.sha256(content).hexdigest()
                sibling |= {
                    "blobId": "0" * 40,
                    "lfs": {"sha256": sha256, "size": len(content), "pointerSize": 134},
                }
            siblings.append(sibling)
        return {"id": self.repository, "sha": COMMIT, "siblings": siblings}

    def _send_file(self, handler: BaseHTTPRequestHandler, name: str) -> None:
        wanted = handler.headers.get("Range")
        self.requests.append((name, wanted))
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        body = self.files[name][start:]
        handler.send_response(206 if wanted else 200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if self.cut_after is not None and len(body) > self.cut_after:
            handler.wfile.write(body[: self.cut_after])
            handler.close_connection = True
            handler.connection.shutdown(2)
        elif self.stall_after is not None and len(body) > self.stall_after:
            handler.wfile.write(body[: self.stall_after])
            self.stalled.set()
            self.go_on.wait(60)
            with suppress(OSError):
                handler.wfile.write(body[self.stall_after :])
        else:
            handler.wfile.write(body)

    @staticmethod
    def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
