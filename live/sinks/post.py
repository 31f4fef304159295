"""One HTTP request to a service, whose address is never told."""

import asyncio
import http.client
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from live.sinks.sender import SendError

TIMEOUT_S = 10.0
PLAIN_TEXT = {"Content-Type": "text/plain; charset=utf-8"}
BODY_BYTES = 4_096
"""As much of an answer is read."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would turn a POST into a GET, and give a secret to another host."""

    def redirect_request(self, *_: Any) -> None:
        return None


async def request(
    url: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    timeout_s: float = TIMEOUT_S,
) -> tuple[int, str]:
    """POST a body, or GET without one; the status and the beginning of the answer. Raises SendError."""
    return await asyncio.to_thread(_request, url, body, dict(headers or {}), timeout_s)


def _request(url: str, body: bytes | None, headers: dict[str, str], timeout_s: float) -> tuple[int, str]:
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        asked = urllib.request.Request(url, body, headers)  # noqa: S310 - http or https: checked by who calls
        with opener.open(asked, timeout=timeout_s) as answer:
            return answer.status, answer.read(BODY_BYTES).decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, ""
    except TimeoutError:
        raise SendError(f"it has not answered for {timeout_s:g} s") from None
    except urllib.error.URLError as error:
        raise SendError(_reason(error.reason, timeout_s)) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise SendError(_reason(error, timeout_s)) from None


def _reason(reason: object, timeout_s: float) -> str:
    """Why it failed, without what may hold the address."""
    if isinstance(reason, TimeoutError):
        return f"it has not answered for {timeout_s:g} s"
    if isinstance(reason, OSError) and reason.strerror:
        return f"it cannot be reached ({reason.strerror})"
    return f"it cannot be reached ({type(reason).__name__})"
