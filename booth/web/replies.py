"""Answers that several routes give."""

import logging
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

logger = logging.getLogger(__name__)

_KINDS = (
    (b"\xff\xd8", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x89PNG", "image/png"),
    (b"<svg", "image/svg+xml"),
)


def image(content: bytes, download_as: str = "", *, of_guest: bool = True) -> Response:
    """An image, by what it begins with; of a guest never stored by anyone on the way."""
    kind = next((kind for start, kind in _KINDS if content.startswith(start)), "application/octet-stream")
    headers = {"Cache-Control": "no-store, private" if of_guest else "private, max-age=3600"}
    if download_as:
        headers["Content-Disposition"] = f'attachment; filename="{download_as}"'
    return Response(content, media_type=kind, headers=headers)


def nothing() -> Response:
    """The one answer to whatever is not there or not the asker's to see."""
    return JSONResponse({"error": "There is nothing here."}, 404)


async def unable(_request: Request, error: Exception) -> Response:
    """The answer where a route raises BoothError; the log says why."""
    logger.warning("%s", error)
    return wrong("The booth cannot do that just now. Try again in a moment.", 503)


def wrong(message: str, status: int, **more: Any) -> Response:
    """What was wrong with a request."""
    return JSONResponse({"error": message, **more}, status)
