"""The console's WebSocket: who has the token tells the rooms what to do, and sees how they are."""

import asyncio
import json
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from websockets import ConnectionClosed

from live.errors import CommandError
from live.events import NOTICES
from live.operator.audit import Audit
from live.operator.commands import Command, IgnoreSound, read_order, read_reference
from live.operator.desk import Desk
from live.operator.origins import is_ours
from live.operator.refusal import refused, sentence
from live.operator.token import Access
from live.serving import protocol
from live.serving.http import Request
from live.serving.limits import TokenBucket
from live.serving.screens import Screens
from live.serving.wire import ABUSE, Connection, address_of

PATH = "/console/ws"
PROTOCOL = 1
FRAME_BYTES = 16_384
"""Size of a command; a stranger, who has not shown the token, has the little that a screen has."""
ADMISSION_S = 5.0
"""How long a stranger has to show the token."""
STRANGERS_PER_ADDRESS = 8
"""Connections from one address that have not shown the token yet; more are closed at once."""
STATUS_EVERY_S = 0.25
COMMANDS_PER_S, COMMAND_BURST = 100.0, 400
WRONG_TOKENS_PER_S, WRONG_TOKEN_BURST = 1.0, 20
"""Wrong tokens that are noted in the audit log: a flood of them must not fill the disk."""


class Console:
    """The operators of an event. `names` are those that this machine goes by."""

    def __init__(
        self,
        desks: Mapping[str, Desk],
        access: Access,
        audit: Audit,
        *,
        event: str = "",
        names: Collection[str] = (),
    ) -> None:
        self._desks = desks
        self._access = access
        self._audit = audit
        self._event = event
        self._names = names
        self._strangers: Counter[str] = Counter()
        self._wrong = TokenBucket(WRONG_TOKENS_PER_S, WRONG_TOKEN_BURST)

    def may_knock(self, request: Request) -> bool:
        """Whether a connection comes from our own page or from a program, and from no other site."""
        return is_ours(request.headers, self._names)

    async def serve(self, connection: Connection, screens: Screens) -> None:
        """Let an operator in, do what is asked and tell how it goes, until the connection closes."""
        with suppress(ConnectionClosed):
            if not await self._admit(connection):
                await connection.close(ABUSE, "the token is wrong or missing")
                return
            address = address_of(connection)
            self._audit.event("operator came", address=address)
            telling = asyncio.create_task(self._tell(connection, screens), name=f"tell {address}")
            try:
                await self._obey(connection, address)
            finally:
                telling.cancel()
                self._audit.event("operator left", address=address)

    async def _admit(self, connection: Connection) -> bool:
        """Wait for `{"type": "hello", "token": ...}`; greet who has the right one."""
        address = address_of(connection)
        if self._strangers[address] >= STRANGERS_PER_ADDRESS:
            return False
        self._strangers[address] += 1
        try:
            async with asyncio.timeout(ADMISSION_S):
                token = _token(await connection.recv())
        except TimeoutError:
            return False
        finally:
            self._strangers -= Counter([address])
        if not self._access.admits(token):
            if self._wrong.take(asyncio.get_running_loop().time()):
                self._audit.event("wrong token", address=address)
            return False
        connection.protocol.max_message_size = FRAME_BYTES
        connection.allowance = TokenBucket(COMMANDS_PER_S, COMMAND_BURST)
        await _send(connection, self._welcome())
        return True

    async def _obey(self, connection: Connection, address: str) -> None:
        ignoring: set[str] = set()
        """Rooms that do not listen for as long as this connection lasts."""
        try:
            while True:
                answer = await self.order(await connection.recv(), address, ignoring)
                if answer is not None:
                    await _send(connection, answer)
        finally:
            for room in ignoring:
                await self._do(IgnoreSound(on=False), room, address)

    async def order(self, raw: str | bytes, address: str, ignoring: set[str]) -> dict[str, Any] | None:
        """Do a command as it came over the wire; returns the answer, or None for an answer to nothing."""
        if (t := protocol.ping_time(raw)) is not None:
            return protocol.pong(t)
        try:
            order = read_order(raw)
        except CommandError as error:
            return refused(error, read_reference(raw))
        room = order.room or next(iter(self._desks))
        why = await self._do(order.command, order.room, address)
        if why is not None:
            return refused(why, order.ref)
        if isinstance(order.command, IgnoreSound):
            lasts = order.command.on and order.command.while_connected
            (ignoring.add if lasts else ignoring.discard)(room)
        return {"type": "done", "ref": order.ref, "command": order.command.name, "room": room}

    async def _do(self, command: Command, room: str, address: str) -> Exception | None:
        """Do a command in a room, and note it; returns why it was not done."""
        why = None
        try:
            await self._desk(room).do(command)
        except Exception as error:  # noqa: BLE001 - whatever a command meets, the console and captions go on
            why = error
        told = sentence(why) if why else ""
        self._audit.did(command, room=room or next(iter(self._desks)), address=address, error=told)
        return why

    def _desk(self, room: str) -> Desk:
        if not room and len(self._desks) == 1:
            return next(iter(self._desks.values()))
        if room not in self._desks:
            raise CommandError(
                f"Name a room: {', '.join(self._desks)}. '{room[:64]}' is none.", code="no_such_room"
            )
        return self._desks[room]

    def _welcome(self) -> dict[str, Any]:
        return {
            "type": "welcome",
            "protocol": PROTOCOL,
            "event": self._event,
            "notices": NOTICES,
            "rooms": [desk.describe() for desk in self._desks.values()],
        }

    async def _tell(self, connection: Connection, screens: Screens) -> None:
        """Tell how the rooms are, a few times a second, and a glossary whenever it has changed.

        A slow console is told less often.
        """
        glossaries: dict[str, str] = {}
        with suppress(ConnectionClosed):
            while True:
                rooms = [_told(desk, screens) for desk in self._desks.values()]
                await _send(connection, {"type": "status", "rooms": rooms})
                for name, desk in self._desks.items():
                    text = desk.room.spelling.contents()
                    if text != glossaries.get(name, ""):
                        glossaries[name] = text
                        await _send(connection, {"type": "glossary", "room": name, "text": text})
                await asyncio.sleep(STATUS_EVERY_S)


def _told(desk: Desk, screens: Screens) -> dict[str, Any]:
    room = desk.room
    status = replace(room.status(), screens=screens.by_page(room.hub.room))
    return {
        **status.as_json(),
        "screens_by_language": screens.by_language(room.hub.room, room.captions.offered.codes),
        "settings": room.captions.settings.as_json(),
        "waiting": [
            {**protocol.line_fields(line), "spoken": room.captions.is_spoken(line)}
            for line in room.captions.waiting
        ],
    }


def _token(raw: str | bytes) -> object:
    try:
        message = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return message.get("token") if isinstance(message, dict) and message.get("type") == "hello" else None


async def _send(connection: Connection, message: Mapping[str, Any]) -> None:
    await connection.send(protocol.encode(message), text=True)
