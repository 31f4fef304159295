"""Captions of a YouTube live stream, by its "Closed Captions over HTTP" rules.

Each line is a POST of plain text: the moment at which it was said, in UTC, and its text. `seq` is one more
for each line and the same for a retry.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from live.config import YoutubeSink
from live.events import Line
from live.sinks.caption_url import CaptionUrl
from live.sinks.post import PLAIN_TEXT, TIMEOUT_S, request
from live.sinks.sender import SendError


class Youtube:
    """A `Service` that is a YouTube stream; `said_at` tells when a line was said, in seconds of the epoch."""

    name = "YouTube"

    def __init__(
        self, config: YoutubeSink, said_at: Callable[[Line], float], *, timeout_s: float = TIMEOUT_S
    ) -> None:
        self._timeout_s = timeout_s
        self._url = CaptionUrl(config.url)
        self._said_at = said_at

    def target(self) -> str:
        """Fingerprint of the stream's address. Raises SendError."""
        return self._url.fingerprint()

    async def received(self) -> int | None:
        """None: YouTube does not tell."""
        return None

    async def send(self, number: int, line: Line) -> None:
        """Send a line. Raises SendError."""
        said = datetime.fromtimestamp(self._said_at(line), UTC).isoformat(timespec="milliseconds")
        text = " ".join(line.text.split()).replace("<", "‹").replace(">", "›")
        body = f"{said.removesuffix('+00:00')} region:reg1#cue1\n{text}\n".encode()
        status, _ = await request(self._url.with_query(seq=number), body, PLAIN_TEXT, self._timeout_s)
        if not 200 <= status < 300:
            if status in {401, 403, 404}:
                remedy = f"Copy it to {self._url.place} again."
                raise SendError("the stream's address is refused", remedy=remedy)
            raise SendError(f"it answers {status}")


class SaidAt:
    """When a line was said by the clock on the wall, from how far the sound is now. All in seconds."""

    def __init__(self, heard_s: Callable[[], float], now: Callable[[], float] = time.time) -> None:
        self._heard_s = heard_s
        self._now = now

    def __call__(self, line: Line) -> float:
        """The beginning of a line."""
        return self._now() - max(0.0, self._heard_s() - line.start_s)
