"""The address that a guest's phone opens, offered only when something answers there."""

import asyncio
import secrets
import time
from collections.abc import Callable
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from live.serving.addresses import base_url, lan_addresses

ALIVE = "/alive"
ANSWER_S = 2.0
FRESH_S = 20.0
"""Seconds that an answer is believed."""


class Links:
    """The booth's address for phones.

    `public_url` is the event's own choice; without it, this machine's address on the local network. Whether
    anything answers there is asked from here: a public address that leads elsewhere, a changed Wi-Fi or a
    firewall of this machine is noticed; a hall that keeps phones apart is not.
    """

    def __init__(
        self,
        *,
        port: int,
        public_url: str = "",
        only_here: bool = False,
        addresses: Callable[[], list[str]] = lan_addresses,
    ) -> None:
        self._port = port
        self._public_url = public_url.rstrip("/")
        self._only_here = only_here
        self._addresses = addresses
        self._answer: tuple[float, str] | None = None
        self.nonce = secrets.token_urlsafe(12)
        """What ALIVE answers, so that another server on the address is not taken for ours."""

    async def base(self) -> str:
        """The address under which phones reach the booth now; empty when there is none."""
        if self._answer is None or time.monotonic() - self._answer[0] > FRESH_S:
            found = await asyncio.to_thread(self._find)
            self._answer = (time.monotonic(), found)
        return self._answer[1]

    def _find(self) -> str:
        return next((address for address in self._candidates() if self._answers(address)), "")

    def _candidates(self) -> list[str]:
        if self._public_url:
            return [self._public_url]
        if self._only_here:
            return []
        return [base_url(address, self._port) for address in self._addresses()]

    def _answers(self, address: str) -> bool:
        # Never by way of a proxy of this machine: phones have none.
        opener = build_opener(ProxyHandler({}))
        try:
            with opener.open(f"{address}{ALIVE}", timeout=ANSWER_S) as reply:  # http(s) by configuration
                return bool(reply.read(100).decode(errors="replace") == self.nonce)
        except (URLError, OSError, ValueError):
            return False
