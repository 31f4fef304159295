"""Plain HTTP as values: a request, a reply, and what every reply carries."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SECURITY_HEADERS = {
    # Older Safari does not count ws: as 'self'.
    "Content-Security-Policy": (
        "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request without a body."""

    method: str
    path: str
    """Decoded, without the query."""
    query: Mapping[str, Sequence[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""

    @classmethod
    def parse(cls, method: str, target: str, headers: Mapping[str, str]) -> "Request":
        """Read a request from its target, such as `/captions?lang=en`."""
        # A target may begin with two slashes, which a URL parser would take for a host.
        parts = urlsplit("/" + target.lstrip("/"))
        return cls(
            method=method,
            path=unquote(parts.path),
            query=parse_qs(parts.query),
            headers={name.lower(): value for name, value in headers.items()},
        )

    def last(self, name: str) -> str | None:
        """Return the last value of a query parameter, None when it is missing."""
        values = self.query.get(name)
        return values[-1] if values else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer, before what every reply carries is added."""

    status: int = 200
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The words beside the status."""
        return HTTPStatus(self.status).phrase


def text(body: str, *, status: int = 200, content_type: str = "text/plain") -> Reply:
    """Return a reply with a text."""
    return Reply(status=status, content_type=f"{content_type}; charset=utf-8", body=body.encode())


def json_reply(value: Any, *, status: int = 200) -> Reply:
    """Return a reply with a JSON value."""
    body = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text(body, status=status, content_type="application/json")


def not_found(what: str, **choices: Sequence[str]) -> Reply:
    """Return a 404 that says what there is instead."""
    return json_reply({"error": what, **choices}, status=404)


def etag(body: bytes) -> str:
    """Return the entity tag of a body."""
    return f'"{sha256(body).hexdigest()[:20]}"'


def finished(request: Request, reply: Reply) -> Reply:
    """Return a reply as it goes out: common headers, 304 when unchanged, no body for HEAD."""
    headers = {
        **SECURITY_HEADERS,
        "Cache-Control": "no-store",
        **reply.headers,
        "Content-Type": reply.content_type,
        "Content-Length": str(len(reply.body)),
    }
    if _unchanged(request, reply):
        for name in ("Content-Type", "Content-Length"):
            del headers[name]
        return replace(reply, status=304, body=b"", headers=headers)
    body = b"" if request.method == "HEAD" else reply.body
    return replace(reply, body=body, headers=headers)


def _unchanged(request: Request, reply: Reply) -> bool:
    tag = reply.headers.get("ETag")
    if tag is None or reply.status != 200:
        return False
    offered = [
        offer.strip().removeprefix("W/") for offer in request.headers.get("if-none-match", "").split(",")
    ]
    return tag in offered or "*" in offered
