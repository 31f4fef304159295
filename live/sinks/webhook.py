"""Every final line as JSON to a server of the event's own."""

import hmac
import json
from dataclasses import asdict
from hashlib import sha256

from live.config import WebhookSink
from live.errors import ConfigError
from live.events import Line
from live.sinks.post import request
from live.sinks.sender import SendError

SIGNATURE = "X-Footlights-Signature"


class Webhook:
    """A `Service` that is a server of yours. It may get a line twice, under one number, after a failure."""

    name = "Webhook"

    def __init__(self, config: WebhookSink, *, room: str, session: str) -> None:
        self._config = config
        self._about = {"room": room, "session": session}

    def target(self) -> str:
        """Fingerprint of the address."""
        return sha256(self._config.url.encode()).hexdigest()[:16]

    async def received(self) -> int | None:
        """None: it does not tell."""
        return None

    async def send(self, number: int, line: Line) -> None:
        """Send a line. Raises SendError."""
        content = {name: value for name, value in asdict(line).items() if name not in _INNER}
        body = json.dumps({**self._about, "number": number, **content}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", **self._signature(body)}
        status, _ = await request(self._config.url, body, headers)
        if not 200 <= status < 300:
            raise SendError(f"it answers {status}")

    def _signature(self, body: bytes) -> dict[str, str]:
        if self._config.signing_key is None:
            return {}
        try:
            key = self._config.signing_key.read().get_secret_value()
        except ConfigError as error:
            raise SendError(str(error)) from None
        return {SIGNATURE: f"sha256={hmac.new(key.encode(), body, sha256).hexdigest()}"}


_INNER = {"interim", "final", "word_ends_s"}
"""What says nothing about a line that is final."""
