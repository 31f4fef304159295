"""What only the first server's operator sees, for a standby: settings, glossary, and what is held back."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from live.archive.replace_file import replace_file
from live.config import LogConfig, RoomConfig
from live.errors import ConsoleError
from live.operator.client import operating
from live.operator.console import PATH
from live.operator.token import Access, read_token
from live.serving.messages import line_of
from live.settings import RoomSettings
from live.standby.mirror import Mirror
from live.translators import with_glossary

RETRY_S = 1.0


def access_to(url: str, file: Path, authority: Path | None) -> Access:
    """How to reach the console of the server at `url`, with the token in a copy of its console.json.

    Raises ConsoleError.
    """
    parts = urlsplit(url)
    scheme = {"http": "ws", "https": "wss"}[parts.scheme]
    return Access(
        url=f"{scheme}://{parts.netloc}{PATH}",
        token=read_token(file),
        certificate=str(authority) if authority else "",
    )


class FirstDesk:
    """Keeps the settings of every room, and what it holds back, in its mirror's log, and its glossary in the
    room's own file.
    """

    def __init__(
        self,
        access: Access,
        rooms: Sequence[RoomConfig],
        log: LogConfig,
        mirrors: Mapping[str, Mirror],
        tell: Callable[[str], None],
    ) -> None:
        self._access = access
        self._mirrors = mirrors
        self._tell = tell
        self._glossaries = {room.name: with_glossary(room, log).glossary for room in rooms}

    async def follow(self) -> None:
        """Follow until cancelled; without that server, what it told last stays. Raises OSError, LogError."""
        told = ""
        while True:
            try:
                async with operating(self._access) as operator:
                    while True:
                        self._take(await operator.next())
            except ConsoleError as error:
                if told != str(error):
                    self._tell(f"Its operator's settings cannot be followed: {error}")
                told = str(error)
            await asyncio.sleep(RETRY_S)

    def _take(self, message: Mapping[str, Any]) -> None:
        if message["type"] == "status":
            for room in message["rooms"]:
                if mirror := self._mirrors.get(room["room"]):
                    mirror.set(RoomSettings.from_json(room["settings"]))
                    mirror.hold([line_of(line) for line in room["waiting"] if line["spoken"]])
        elif message["type"] == "glossary":
            self._keep(self._glossaries.get(message["room"]), message["text"].encode())

    @staticmethod
    def _keep(path: Path | None, content: bytes) -> None:
        """Write a glossary, unless it reads so already: both servers may share the file."""
        if path is not None and path.read_bytes() != content:
            replace_file(path, [content])
