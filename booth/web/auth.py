"""Who is asking: a kiosk with the booth's key, the organiser with the PIN, or a guest with neither."""

import hmac
import secrets
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from starlette.requests import HTTPConnection

from booth.files import explained, write

KIOSK_COOKIE = "booth_kiosk"
ORGANISER_COOKIE = "booth_organiser"
LOGIN_LASTS_S = 8 * 3600.0
LOGINS = 20
"""Organisers logged in at once; the oldest makes room."""


class Role(StrEnum):
    """Who may see Gradio's pages."""

    KIOSK = "kiosk"
    ORGANISER = "organiser"


class Throttle:
    """Makes whoever guesses PINs wait: after a few wrong ones twice as long each time.

    Each address has its own count, up to `longest_s`; all together have one as well, up to
    `longest_for_all_s`, so that many addresses gain little and the organiser is never shut out for long.
    """

    free, free_for_all = 5, 30
    longest_s, longest_for_all_s = 900.0, 60.0
    addresses = 1000

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._wrong: dict[str, tuple[int, float]] = {}

    def wait_s(self, address: str) -> float:
        """Seconds that an address has to wait before its next try."""
        own = self._left(address, self.free, self.longest_s)
        return max(own, self._left("", self.free_for_all, self.longest_for_all_s))

    def wrong(self, address: str) -> None:
        """Count a wrong PIN."""
        for name in (address, ""):
            count, _ = self._wrong.pop(name, (0, 0.0))
            self._wrong[name] = (count + 1, self._now_s())
        while len(self._wrong) > self.addresses:
            del self._wrong[next(name for name in self._wrong if name)]

    def right(self, address: str) -> None:
        """Forget an address's wrong PINs."""
        self._wrong.pop(address, None)

    def _left(self, name: str, free: int, longest_s: float) -> float:
        count, last_s = self._wrong.get(name, (0, 0.0))
        if count < free:
            return 0.0
        return max(0.0, last_s + min(longest_s, 2.0 ** min(count - free + 1, 30)) - self._now_s())


class Doorkeeper:
    """Knows the kiosks' key and the organisers who have logged in."""

    def __init__(self, pin: str, kiosk_key: str, now_s: Callable[[], float] = time.monotonic) -> None:
        self._pin = pin
        self.key = kiosk_key
        self._now_s = now_s
        self._logins: dict[str, float] = {}
        self.throttle = Throttle(now_s)

    def login(self, address: str, pin: str) -> str | None:
        """Return a new login's token for the right PIN; None for a wrong one or one that has to wait."""
        if self.throttle.wait_s(address):
            return None
        if not hmac.compare_digest(pin.strip().encode(), self._pin.encode()):
            self.throttle.wrong(address)
            return None
        self.throttle.right(address)
        token = secrets.token_urlsafe(32)
        self._logins[token] = self._now_s() + LOGIN_LASTS_S
        while len(self._logins) > LOGINS:
            del self._logins[next(iter(self._logins))]
        return token

    def logout(self, token: str) -> None:
        """End a login."""
        self._logins.pop(token, None)

    def is_kiosk_key(self, key: str) -> bool:
        """Whether it is the key that this booth's kiosks have."""
        return hmac.compare_digest(key.encode(), self.key.encode())

    def is_organiser(self, connection: HTTPConnection) -> bool:
        """Whether the organiser asks."""
        until_s = self._logins.get(connection.cookies.get(ORGANISER_COOKIE, ""))
        return until_s is not None and self._now_s() < until_s

    def is_kiosk(self, connection: HTTPConnection) -> bool:
        """Whether a kiosk asks."""
        return self.is_kiosk_key(connection.cookies.get(KIOSK_COOKIE, ""))

    def may(self, connection: HTTPConnection, role: Role) -> bool:
        """Whether the asker has a role."""
        return self.is_kiosk(connection) if role is Role.KIOSK else self.is_organiser(connection)


def same_origin(connection: HTTPConnection) -> bool:
    """Whether a request comes from our own pages, as far as the browser says."""
    origin = connection.headers.get("origin")
    return origin is None or origin.partition("://")[2] == connection.headers.get("host")


def kiosk_key(folder: Path) -> str:
    """Return the kiosks' key, made once, so that a kiosk finds back after a restart. Raises StoreError."""
    path = folder / "kiosk.key"
    with explained(folder):
        if not path.exists():
            write(path, secrets.token_urlsafe(24).encode())
        return path.read_text(encoding="utf-8").strip()


def new_pin() -> str:
    """Return a random PIN of six digits."""
    return f"{secrets.randbelow(1_000_000):06d}"
