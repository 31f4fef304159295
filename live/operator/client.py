"""Gives orders to a running event, from a program on the same machine."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from live.errors import CommandError, ConsoleError
from live.operator.token import Access

ANSWER_S = 30.0
"""How long an answer may take: an erasure waits for the disk."""


class Operator:
    """An operator's connection. `welcome` tells the rooms, their languages and their programme."""

    def __init__(self, connection: ClientConnection, welcome: dict[str, Any]) -> None:
        self.welcome = welcome
        self._connection = connection
        self._numbers = count(1)

    async def do(self, command: str, **values: Any) -> dict[str, Any]:
        """Give an order, as JSON values; returns the answer. Raises CommandError when it is refused."""
        ref = next(self._numbers)
        await self._send({"command": command, "ref": ref, **values})
        while True:
            answer = await self.next()
            if answer.get("ref", ref) == ref and answer["type"] in {"done", "refused"}:
                break
        if answer["type"] == "refused":
            raise CommandError(answer["error"], code=answer["code"])
        return answer

    async def status(self) -> list[dict[str, Any]]:
        """How the rooms are now. Raises ConsoleError when the event is gone."""
        while (message := await self.next())["type"] != "status":
            pass
        rooms: list[dict[str, Any]] = message["rooms"]
        return rooms

    async def _send(self, message: dict[str, Any]) -> None:
        try:
            await self._connection.send(json.dumps(message))
        except ConnectionClosed as error:
            raise ConsoleError("The event has closed the console.") from error

    async def next(self) -> dict[str, Any]:
        """Whatever the event tells next. Raises ConsoleError when it is gone, or tells nothing for 30 s."""
        try:
            async with asyncio.timeout(ANSWER_S):
                message: dict[str, Any] = json.loads(await self._connection.recv())
                return message
        except (ConnectionClosed, TimeoutError) as error:
            raise ConsoleError("The event has closed the console, or does not answer.") from error


@asynccontextmanager
async def operating(access: Access) -> AsyncIterator[Operator]:
    """Be the operator while the block runs. Raises ConsoleError when the event does not let us in."""
    try:
        connection = await connect(access.url, ssl=_trust(access), compression=None, max_size=None)
    except (OSError, WebSocketException) as error:
        raise ConsoleError(f"The event at {access.url} does not answer: {error}. Is it running?") from error
    async with connection:
        try:
            await connection.send(json.dumps({"type": "hello", "token": access.token}))
            welcome = json.loads(await connection.recv())
        except ConnectionClosed as error:
            raise ConsoleError("The event does not know this token: it was started anew.") from error
        yield Operator(connection, welcome)


def _trust(access: Access) -> ssl.SSLContext | None:
    """Trust the event's own certificate and no other, under any name of this machine; else the system's."""
    if not access.url.startswith("wss:"):
        return None
    if not access.certificate:
        return ssl.create_default_context()
    context = ssl.create_default_context(cafile=Path(access.certificate))
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.check_hostname = False
    return context
