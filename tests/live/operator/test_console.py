"""The console over a real port: who gets in, who does not, and what it does for whom."""

import asyncio
import json
import random
import stat
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets import ConnectionClosed, InvalidStatus
from websockets.asyncio.client import ClientConnection, connect

import footlights
from live.archive.session import new_session
from live.config import Config, LogConfig, RoomConfig, ServerConfig
from live.errors import CommandError, ConsoleError, LogError
from live.operator.client import operating
from live.operator.commands import KINDS
from live.operator.opening import open_console
from live.operator.refusal import refused
from live.operator.token import Access, open_access, read_access
from live.room import Room
from live.serving.server import CaptionServer
from tests.live.operator.test_commands import EXAMPLES
from tests.live.rooms import a_line
from tests.live.test_room import FakeSource, FakeSpeech
from tests.ports import free_port

pytestmark = pytest.mark.slow

SECRET = "the secret that was said"


class Event:
    """A served room in which two lines were said."""

    def __init__(self, room: Room, port: int, page: str, folder: Path) -> None:
        self.room, self.port, self.page, self.folder = room, port, page, folder
        self.access = read_access(folder)

    def knock(self, path: str = "/console/ws", **headers: str) -> connect:
        return connect(f"ws://127.0.0.1:{self.port}{path}", additional_headers=headers)

    @asynccontextmanager
    async def operator(self) -> AsyncIterator[ClientConnection]:
        async with self.knock() as client:
            await client.send(json.dumps({"type": "hello", "token": self.access.token}))
            assert (await answer(client, "welcome"))["rooms"][0]["room"] == "main"
            yield client

    def looks(self) -> tuple[Any, ...]:
        """All that a command could change."""
        hub = self.room.hub
        return hub.seq, hub.state, hub.languages, self.room.captions.settings, self.room.captions.waiting

    @property
    def audit(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "audit.jsonl").read_text("utf-8").splitlines()]


async def answer(client: ClientConnection, *types: str) -> dict[str, Any]:
    """The next message of one of these types."""
    async with asyncio.timeout(60):
        while (message := json.loads(await client.recv()))["type"] not in types:
            pass
    return message


async def closed_with(client: ClientConnection) -> int | None:
    async with asyncio.timeout(60):
        try:
            while True:
                await client.recv()
        except ConnectionClosed:
            return client.close_code


@pytest.fixture
async def event(tmp_path) -> AsyncIterator[Event]:
    room_config = RoomConfig(source="talk.wav", translate_to=("es",))
    config = Config(
        server=ServerConfig(host="127.0.0.1"), log=LogConfig(folder=tmp_path), rooms=(room_config,)
    )
    session = new_session(room_config, config.log)
    room = Room(session, FakeSource(waits=True), FakeSpeech())
    room.captions.show([a_line(1, text=SECRET, final=True), a_line(41, text="And so", final=False)])
    port = free_port()
    with open_console([room], config, port) as (console, page):
        server = CaptionServer({"main": room}, host="127.0.0.1", port=port, join_url="", console=console)
        async with server:
            yield Event(room, port, page, tmp_path)
    session.log.close()


async def test_who_has_the_token_is_the_operator(event):
    assert event.page == f"http://127.0.0.1:{event.port}/console#token={event.access.token}"
    async with event.operator() as client:
        await client.send(json.dumps({"command": "pause", "notice": "break", "ref": 7}))
        done = await answer(client, "done", "refused")
        status = await answer(client, "status")
    assert done == {"type": "done", "ref": 7, "command": "pause", "room": "main"}
    assert (status["rooms"][0]["state"], event.room.hub.state) == ("paused", "paused")
    assert status["rooms"][0]["settings"]["delay_s"] == 0.0
    assert status["rooms"][0]["screens_by_language"] == {"en": 0, "es": 0}


@pytest.mark.parametrize("name", KINDS)
async def test_nobody_without_the_token_can_do_anything(event, name):
    """Not as a stranger, not with another token, and not as a screen."""
    command = json.dumps({"command": name, **EXAMPLES[name]})
    wrong = json.dumps({"type": "hello", "token": event.access.token[:-1], **json.loads(command)})
    before = event.looks()
    for first in (command, wrong):
        async with event.knock() as client:
            await client.send(first)
            await client.send(command)
            assert await closed_with(client) == 1008
    async with event.knock("/captions") as screen:
        await screen.send(command)
        await screen.send(json.dumps({"type": "ping", "t": 1}))
        await answer(screen, "pong")
    assert event.looks() == before


@pytest.mark.parametrize("name", KINDS)
async def test_the_operator_gets_an_answer_to_every_command(event, name):
    async with event.operator() as client:
        await client.send(json.dumps({"command": name, "ref": name, **EXAMPLES[name]}))
        got = await answer(client, "done", "refused")
    assert got["ref"] == name
    # There is no programme, no glossary, no line 42, and line 41 reads otherwise.
    assert (got["type"] == "refused") == (name in {"talk", "term", "edit", "retract"}), got


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, 403),
    ],
)
async def test_another_site_does_not_even_reach_the_door(event, headers, status):
    with pytest.raises(InvalidStatus) as refused:
        await event.knock(**headers)
    assert refused.value.response.status_code == status


async def test_our_own_page_does(event):
    async with event.knock(Origin=f"http://127.0.0.1:{event.port}") as client:
        await client.send(json.dumps({"type": "hello", "token": event.access.token}))
        await answer(client, "welcome")


async def test_a_stranger_who_sends_much_is_cut_off(event):
    async with event.knock() as client:
        await client.send("x" * 5_000)
        assert await closed_with(client) == 1009


async def test_strangers_who_wait_at_the_door_leave_it_free(event):
    async with AsyncExitStack() as waiting:
        for _ in range(8):
            await waiting.enter_async_context(event.knock())
        async with event.knock() as one_more:
            assert await closed_with(one_more) == 1008
    async with event.operator() as client:
        await answer(client, "status")


async def test_rubbish_from_the_operator_does_no_harm(event):
    """Fuzzed, with a fixed seed."""
    chance = random.Random(4)
    keys = [*KINDS, "command", "room", "ref", "line", "lines", "text", "on", "seconds", "id"]
    values = [None, -1, 1e308, 2**70, "", "\x00", "é" * 500, [], [[[]]], {"a": 1}, True, "main", *KINDS]
    before = event.looks()
    async with event.operator() as client:
        for _ in range(200):
            frame = {chance.choice(keys): chance.choice(values) for _ in range(3)}
            frame["command"] = chance.choice(["edit", "retract", "term", "delay", "talk", "x", None])
            await client.send(
                chance.choice([json.dumps(frame), json.dumps(frame)[:-2], "[]", "\ud7ff", b"\xff"])
            )
        await client.send(json.dumps({"type": "ping", "t": 5}))
        await answer(client, "pong")
    assert event.looks() == before


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ({"command": "edit", "line": 1, "text": "x", "was": "otherwise"}, "line_changed"),
        ({"command": "edit", "line": 1, "text": "x" * 2_000}, "malformed"),
        ({"command": "retract", "lines": [99]}, "no_such_line"),
        ({"command": "talk", "talk": 3}, "no_such_talk"),
        ({"command": "language", "lang": "de", "on": True}, "no_such_language"),
        ({"command": "say", "id": "a", "text": "x", "lang": "de"}, "no_such_language"),
        ({"command": "term", "term": "Juan"}, "no_glossary"),
        ({"command": "start", "room": "side"}, "no_such_room"),
        ({"command": "of_record"}, "malformed"),
    ],
)
async def test_a_refusal_has_a_code_and_comes_back_to_who_asked(event, command, code):
    """So that the console tells it in its language, a command that cannot be read included."""
    async with event.operator() as client:
        await client.send(json.dumps({"ref": 7, **command}))
        got = await answer(client, "done", "refused")
    assert (got["ref"], got["code"]) == (7, code), got
    assert got["error"].endswith((".", "?"))


async def test_a_program_is_told_why_a_command_is_no_good(event):
    async with operating(event.access) as operator:
        with pytest.raises(CommandError, match="at most 1000") as refusal:
            await operator.do("edit", line=1, text="x" * 2_000)
    assert refusal.value.code == "malformed"


def test_words_that_stay_on_the_disk_are_told_as_such():
    """The screens are clear, the file is not: the operator must know; so for a fault of ours."""
    told = [refused(error, 1) for error in (LogError("Still in the log."), KeyError("x"))]
    assert [(each["code"], each["error"]) for each in told] == [
        ("not_erased", "Still in the log."),
        ("failed", "It failed: 'x'."),
    ]


async def test_the_audit_log_tells_who_did_what_and_never_what_was_said(event):
    async with operating(event.access) as operator:
        await operator.do("retract", lines=[1])
        with pytest.raises(CommandError, match="no line 1"):
            await operator.do("edit", line=1, text=f"{SECRET} again")
        await operator.do("say", id="a1", text=SECRET, final=True)
        await operator.do("pause", notice="lunch")
    notes = [(entry.get("command"), entry["done"]) for entry in event.audit if "command" in entry]
    assert notes == [("retract", True), ("edit", False), ("say", True), ("pause", True)]
    assert event.audit[1]["lines"] == [1]
    assert event.audit[1]["address"] == "127.0.0.1"
    assert SECRET not in (event.folder / "audit.jsonl").read_text("utf-8")


async def test_a_wrong_token_is_noted_and_tokens_are_not(event):
    async with event.knock() as client:
        await client.send(json.dumps({"type": "hello", "token": "guess"}))
        await closed_with(client)
    assert [entry["event"] for entry in event.audit] == ["wrong token"]
    assert "guess" not in (event.folder / "audit.jsonl").read_text("utf-8")
    assert event.access.token not in (event.folder / "audit.jsonl").read_text("utf-8")
    assert event.access.token not in repr(event.access)


async def test_the_command_line_gives_orders(event, capsys):
    def run(*arguments: str) -> int:
        return footlights.main(["operator", "--log-dir", str(event.folder), *arguments])

    assert await asyncio.to_thread(run, "delay", "2.5") == 0
    assert await asyncio.to_thread(run, "mask", "on", "--words", "darn") == 0
    assert event.room.captions.settings.delay_s == 2.5
    assert event.room.captions.settings.mask_words == ("darn",)
    assert await asyncio.to_thread(run, "term", "Juan", "--translations", "es=Juan") == 2
    assert "This room has no glossary" in capsys.readouterr().err
    assert await asyncio.to_thread(run, "pause", "--notice", "tea") == 2
    assert "soon, break, lunch" in capsys.readouterr().err
    assert await asyncio.to_thread(run, "status") == 0
    assert json.loads(capsys.readouterr().out)[0]["room"] == "main"


def test_the_token_survives_a_kill_and_only_its_owner_can_read_it(tmp_path):
    first = open_access(tmp_path, "ws://127.0.0.1:1/console/ws")
    again = open_access(tmp_path, "ws://127.0.0.1:2/console/ws")
    assert (again.token, again.url) == (first.token, "ws://127.0.0.1:2/console/ws")
    assert len(first.token) >= 43
    path = tmp_path / "console.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    with pytest.raises(ConsoleError, match="Others may read"):
        read_access(tmp_path)
    assert open_access(tmp_path, "ws://x").token != first.token


async def test_after_the_event_there_is_no_console(tmp_path):
    with pytest.raises(ConsoleError, match="No event is running"):
        read_access(tmp_path)
    gone = Access(url="ws://127.0.0.1:9/console/ws", token="x")
    with pytest.raises(ConsoleError, match="does not answer"):
        async with operating(gone):
            pass


async def test_a_room_listens_again_when_who_asked_it_not_to_is_gone(event):
    """An avatar that dies in mid-word must not leave the microphones deaf."""
    async with event.operator() as client:
        await client.send(json.dumps({"command": "ignore_sound", "on": True, "while_connected": True}))
        await answer(client, "done")
        assert event.room.captions.settings.ignoring_sound
    async with event.operator() as client, asyncio.timeout(60):
        while (await answer(client, "status"))["rooms"][0]["settings"]["ignoring_sound"]:
            pass
