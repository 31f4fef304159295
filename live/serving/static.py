"""The pages and their files, read once into memory: what is not there cannot be asked for."""

import gzip
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from live.serving import http
from live.serving.http import Reply, Request

_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""Spelt out, because what the system says differs: a Windows registry may call a script plain text."""

_COMPRESSED = (".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".webmanifest")


@dataclass(frozen=True, slots=True)
class Content:
    """A file that is in no folder."""

    suffix: str
    """What kind it is, such as `.css`."""
    body: bytes


class _File:
    """A file as a reply; compressed when a client first takes that."""

    def __init__(self, kind: str, body: bytes, *, compressed: bool) -> None:
        self.plain = _reply(kind, body, {})
        self._kind = kind
        self._compressed = compressed

    @cached_property
    def zipped(self) -> Reply:
        """The file as small as it gets."""
        if not self._compressed:
            return self.plain
        body = gzip.compress(self.plain.body, mtime=0)
        return _reply(self._kind, body, {"Content-Encoding": "gzip"})


class StaticFiles:
    """The files of a folder by their path on the server; `/stage` stands for `/stage.html`."""

    def __init__(self, folder: Path, more: Mapping[str, Content] | None = None) -> None:
        """`more`: files by their path on the server, which take the place of the folder's."""
        self._files: dict[str, _File] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self._add(f"/{path.relative_to(folder).as_posix()}", path)
        for place, content in (more or {}).items():
            self._files[place] = _file(content.suffix, content.body)

    def __contains__(self, path: str) -> bool:
        return path in self._files

    def get(self, request: Request) -> Reply | None:
        """Return the file a request names, compressed when the client takes that, or None."""
        file = self._files.get(request.path)
        if file is None:
            return None
        takes_gzip = "gzip" in request.headers.get("accept-encoding", "")
        return file.zipped if takes_gzip else file.plain

    def _add(self, path: str, source: Path) -> None:
        file = _file(source.suffix, source.read_bytes())
        self._files[path] = file
        if path == "/index.html":
            self._files["/"] = file
        elif source.suffix == ".html":
            self._files[path.removesuffix(".html")] = file


def _file(suffix: str, body: bytes) -> _File:
    kind = _TYPES.get(suffix) or mimetypes.guess_type(f"file{suffix}")[0] or "application/octet-stream"
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    return _File(kind, body, compressed=suffix in _COMPRESSED)


def _reply(kind: str, body: bytes, headers: dict[str, str]) -> Reply:
    # Asked for again each time and answered 304: after an update no screen runs half an old page.
    common = {"ETag": http.etag(body), "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    return Reply(content_type=kind, body=body, headers=common | headers)
