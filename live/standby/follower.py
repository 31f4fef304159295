"""A warm standby: follows another server's rooms, and says when it is its turn."""

import asyncio
import json
import ssl
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from websockets import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.asyncio.client import connect

from live.config import Config, RoomConfig
from live.standby.desk import FirstDesk, access_to
from live.standby.mirror import Mirror

Tell = Callable[[str], None]

PING_S = 1.0
"""How often the first server is asked for a sign of life, and how long it may take."""
RETRY_S = 0.3
MESSAGE_BYTES = 1 << 20


class Watch:
    """Knows for how long a server has been gone: pure."""

    def __init__(self, rooms: Sequence[str], clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._connected = dict.fromkeys(rooms, False)
        self._gone_since: float | None = None

    def note(self, room: str, *, connected: bool) -> None:
        """A room's connection opened or closed."""
        self._connected[room] = connected
        if any(self._connected.values()):
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = self._clock()

    @property
    def gone_s(self) -> float:
        """Seconds since the last connection closed; 0.0 while one is open, and before the first."""
        return 0.0 if self._gone_since is None else self._clock() - self._gone_since


class Standby:
    """Follows the rooms of the server at `url`. Without it for `after_s` it is our turn; None: only by a key.

    `authority` is the certificate of whoever signed that of a https server that the system does not trust;
    with `console`, a file with the token of that server's console, its operator's settings are followed too.
    Raises ConsoleError.
    """

    def __init__(
        self,
        config: Config,
        url: str,
        *,
        after_s: float | None,
        tell: Tell,
        authority: Path | None = None,
        console: Path | None = None,
    ) -> None:
        self._url = url
        self._tls = ssl.create_default_context(cafile=authority) if url.startswith("https") else None
        self._after_s = after_s
        self._tell = tell
        self._mirrors = {room.name: Mirror(room, config.log.folder) for room in config.rooms}
        self._rooms = config.rooms
        self._desk = (
            FirstDesk(access_to(url, console, authority), config.rooms, config.log, self._mirrors, tell)
            if console
            else None
        )
        self._watch = Watch([room.name for room in config.rooms])
        self._key = asyncio.Event()
        self._told: set[str] = set()

    async def our_turn(self) -> None:
        """Follow until captions are ours to make; the logs are then ready to be gone on with."""
        self._tell(
            f"Standing by for {self._url}. Enter takes over now"
            + (f"; so do {self._after_s:g} s without that server." if self._after_s is not None else ".")
        )
        following = [
            asyncio.create_task(self._follow(room), name=f"follow {room.name}") for room in self._rooms
        ]
        if self._desk is not None:
            following.append(asyncio.create_task(self._desk.follow(), name="follow the operator"))
        try:
            self._listen_for_key()
            while not (self._key.is_set() or self._is_gone()):
                _raise_failure(following)
                await asyncio.sleep(RETRY_S / 3)
        finally:
            for task in following:
                task.cancel()
            await asyncio.gather(*following, return_exceptions=True)
            for mirror in self._mirrors.values():
                mirror.hand_over()
        self._tell("Taking over.")

    def _is_gone(self) -> bool:
        """Whether the server is gone in mid-talk."""
        talking = any(mirror.state not in {None, "ended"} for mirror in self._mirrors.values())
        return talking and self._after_s is not None and self._watch.gone_s > self._after_s

    async def _follow(self, room: RoomConfig) -> None:
        mirror = self._mirrors[room.name]
        while True:
            try:
                await self._read(room, mirror)
            except InvalidStatus as refusal:
                self._tell_once(f"{self._url} refuses: {(refusal.response.body or b'').decode()[:300]}")
            except ssl.SSLCertVerificationError as error:
                self._tell_once(
                    f"{self._url} is not trusted ({error.verify_message}): give --authority FILE."
                )
            except (OSError, TimeoutError, InvalidHandshake, ConnectionClosed):
                pass
            await asyncio.sleep(RETRY_S)

    async def _read(self, room: RoomConfig, mirror: Mirror) -> None:
        """Take what the server sends, until the connection closes."""
        parts = urlsplit(self._url)
        scheme = {"http": "ws", "https": "wss"}.get(parts.scheme, parts.scheme)
        wanted = {"room": room.name, "lang": ",".join(room.all_languages), "after": mirror.after}
        address = f"{scheme}://{parts.netloc}/captions?{urlencode(wanted)}"
        async with connect(
            address,
            open_timeout=2 * PING_S,
            ping_interval=PING_S,
            ping_timeout=PING_S,
            close_timeout=PING_S,
            max_size=MESSAGE_BYTES,
            ssl=self._tls,
        ) as socket:
            try:
                async for message in socket:
                    self._watch.note(room.name, connected=True)
                    mirror.take(json.loads(message))
            finally:
                self._watch.note(room.name, connected=False)

    def _tell_once(self, line: str) -> None:
        if line not in self._told:
            self._told.add(line)
            self._tell(line)

    def _listen_for_key(self) -> None:
        """Have Enter in the terminal set `_key`; without a terminal there is no key."""
        if not sys.stdin.isatty():
            return
        loop = asyncio.get_running_loop()

        def read() -> None:
            if sys.stdin.readline():
                loop.call_soon_threadsafe(self._key.set)

        threading.Thread(target=read, name="key", daemon=True).start()


def _raise_failure(tasks: Sequence["asyncio.Task[None]"]) -> None:
    for task in tasks:
        if task.done() and not task.cancelled() and (error := task.exception()):
            raise error
