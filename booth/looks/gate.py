"""Captions have first call on a shared GPU: a look waits for nobody, it steps aside."""

import json
from collections.abc import Callable
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

CAPTIONS_STATUS = "http://127.0.0.1:8000/status.json"
"""Where `footlights live` on this machine says how it is."""
BUSY_SPEED = 0.8
"""Real-time factor of the captions above which they need the GPU for themselves."""
PATIENCE_S = 0.5


class Gate:
    """Says whether a look may use the GPU now."""

    def __init__(self, status: Callable[[], Any] | None = None) -> None:
        """`status`: returns what the captions' status page says; asks this machine's when None."""
        self._status = status or _read_status

    def closed_because(self) -> str:
        """Return why a look must not start or go on, empty when it may; without captions it may."""
        try:
            rooms = list(self._status())
        except (OSError, ValueError, TypeError):
            return ""
        for room in rooms:
            if room.get("shedding") or (room.get("speed") or 0.0) > BUSY_SPEED:
                return f"The captions of room '{room.get('room', '?')}' need the GPU."
        return ""


def _read_status() -> Any:
    try:
        with urlopen(CAPTIONS_STATUS, timeout=PATIENCE_S) as answer:
            return json.load(answer)
    except URLError as error:
        raise OSError(str(error)) from error
