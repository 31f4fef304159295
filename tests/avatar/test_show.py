"""The whole avatar over its real sockets: a face, a director and a phone, with an event that captions it."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from avatar import show
from avatar.script import Script
from avatar.voice.speech import Voice
from live import stage
from live.config import validate
from live.operator.token import read_access
from tests.avatar.fakes import BeepVoice
from tests.ports import free_port

pytestmark = pytest.mark.slow

SCRIPT = Script.model_validate(
    {
        "title": "Fireside",
        "lines": [
            {"text": "Good evening, all 29 of you. I am Ada.", "mood": "happy"},
            {"text": "我是艾达，大家好。", "lang": "zh"},
        ],
    }
)


class Running:
    """A running avatar, by what it tells."""

    def __init__(self) -> None:
        self.told = ""
        self.ready = asyncio.Event()

    def tell(self, line: str) -> None:
        self.told += line + "\n"
        if "director#token" in line:
            self.ready.set()

    @property
    def port(self) -> int:
        return int(re.search(r"localhost:(\d+)/director", self.told)[1])  # type: ignore[index]

    @property
    def token(self) -> str:
        return re.search(r"director#token=(\S+)", self.told)[1]  # type: ignore[index]

    def connect(self, path: str, **options: Any) -> connect:
        return connect(f"ws://127.0.0.1:{self.port}{path}", compression=None, max_size=None, **options)


def beeps(*_: Any) -> dict[str, Voice]:
    voice = BeepVoice("en", "zh")
    return {"en": voice, "zh": voice}


@asynccontextmanager
async def avatar(
    script: Script = SCRIPT, *, autoplay: bool = False, **options: Any
) -> AsyncIterator[Running]:
    running = Running()
    stop = asyncio.Event()
    chosen = show.Options(**{"port": 0, "open_voices": beeps, **options})
    task = asyncio.create_task(show.serve(script, chosen, stop=stop, tell=running.tell, autoplay=autoplay))
    try:
        async with asyncio.timeout(60):
            await running.ready.wait()
        yield running
    finally:
        stop.set()
        await task


async def receive(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """The next message of a kind."""
    async with asyncio.timeout(60):
        while (message := json.loads(await socket.recv()))["type"] != kind:
            pass
    found: dict[str, Any] = message
    return found


async def send(socket: ClientConnection, **message: Any) -> None:
    await socket.send(json.dumps(message))


async def play(face: ClientConnection, *, words: int | None = None) -> dict[str, Any]:
    """Be the face: play a part, or its first words, at the speed of sound; returns the part."""
    part = await receive(face, "speak")
    about = {"utterance": part["utterance"], "seq": part["seq"]}
    loop = asyncio.get_running_loop()
    began = loop.time()
    for start_s, _ in part["words"][:words]:
        await asyncio.sleep(max(0.0, began + start_s - loop.time()))
        await send(face, type="playing", at_s=start_s + 0.01, **about)
    if words is None:
        await asyncio.sleep(max(0.0, began + part["duration_s"] - loop.time()))
        await send(face, type="done", **about)
    return part


async def test_a_director_leads_a_face_and_stops_it_mid_word() -> None:
    async with avatar() as running, running.connect("/avatar/ws") as face:
        assert (await receive(face, "card"))["label"] == "AI"
        async with running.connect("/director/ws") as director:
            await send(director, type="hello", token=running.token)
            assert (await receive(director, "state"))["next"] == 0
            await send(director, command="next")
            await play(face, words=2)
            await send(director, command="stop")
            await receive(face, "stop")
            await send(face, type="stopped", utterance="u", seq=0, at_s=0.3, after_ms=61)
            while (state := await receive(director, "state"))["stopped_after_ms"] != 61:
                pass
            assert state["saying"] is None


async def test_a_director_may_go_ahead_of_a_script_that_plays_by_itself() -> None:
    async with avatar(autoplay=True) as running, running.connect("/avatar/ws") as face:
        await play(face, words=1)
        async with running.connect("/director/ws") as director:
            await send(director, type="hello", token=running.token)
            await send(director, command="next")
            await receive(director, "state")
            await send(director, command="stop")
            await receive(face, "stop")
            await send(director, command="say", text="Still here.", lang="en")
            assert (await play(face))["last"]


async def test_whoever_lacks_the_token_directs_nothing() -> None:
    async with avatar() as running:
        for hello in ({"type": "hello", "token": "wrong"}, {"command": "stop"}, {"type": "hello"}):
            async with running.connect("/director/ws") as director:
                await send(director, **hello)
                with pytest.raises(ConnectionClosed) as closed:
                    await director.recv()
                assert closed.value.rcvd is not None
                assert closed.value.rcvd.code == 1008


@pytest.mark.parametrize("path", ["/avatar/ws", "/director/ws"])
async def test_a_page_of_another_site_is_not_let_in(path: str) -> None:
    async with avatar() as running:
        with pytest.raises(InvalidStatus):
            async with running.connect(path, origin="http://evil.example"):
                pass


async def test_the_pages_are_served_with_a_strict_policy() -> None:
    async with avatar() as running, httpx.AsyncClient(base_url=f"http://127.0.0.1:{running.port}") as client:
        for path in ("/avatar", "/director", "/avatar/director.js", "/socket.js", "/live/base.css"):
            reply = await client.get(path)
            assert reply.status_code == 200, path
            assert "default-src 'self'" in reply.headers["content-security-policy"]
        for path in ("/stage", "/index.html", "/../pyproject.toml", "/avatar/../server.py"):
            assert (await client.get(path)).status_code == 404
        let_in = await client.get(f"/avatar?key={running.token}")
        assert "httponly" in let_in.headers["set-cookie"].lower()
        assert "set-cookie" not in (await client.get("/avatar?key=wrong")).headers
        assert running.token not in str(let_in.headers["location"])


@asynccontextmanager
async def event(folder: Path, **room: Any) -> AsyncIterator[int]:
    """An event that captions; gives its port."""
    port = free_port()
    config = validate(
        {
            "server": {"host": "127.0.0.1", "port": port},
            "log": {"folder": folder},
            "rooms": [{"source": "none", "languages": ("en", "zh"), **room}],
        },
        "test",
    )
    ready = asyncio.Event()

    def tell(line: str) -> None:
        if "Captions are running" in line:
            ready.set()

    task = asyncio.create_task(stage.serve(config, stage.Options(new_session=True), tell=tell))
    try:
        async with asyncio.timeout(60):
            await ready.wait()
        yield port
    finally:
        task.cancel()
        await asyncio.wait({task})


async def lines_until(phone: ClientConnection, condition: Callable[[dict[int, Any]], bool]) -> dict[int, Any]:
    """The lines on a phone, as soon as something is so."""
    lines: dict[int, Any] = {}
    while not condition(lines):
        line = await receive(phone, "line")
        lines[line["id"]] = line
    return lines


def text_of(lines: dict[int, Any]) -> str:
    return "".join(line["text"] + line["interim"] for line in lines.values())


async def test_phones_read_every_word_while_it_is_spoken(tmp_path: Path) -> None:
    """Word error 0, in both languages, as the avatar's own speaker, and before the sentence is over."""
    async with (
        event(tmp_path) as port,
        avatar(access=partial(read_access, tmp_path)) as running,
        running.connect("/avatar/ws") as face,
        running.connect("/director/ws") as director,
        connect(f"ws://127.0.0.1:{port}/captions?lang=en,zh") as phone,
    ):
        await send(director, type="hello", token=running.token)
        for line in SCRIPT.lines:
            await send(director, command="next")
            part = await play(face, words=1)
            early = await lines_until(phone, lambda lines: bool(text_of(lines)))
            assert line.text.startswith(text_of(early))
            assert not any(each["final"] for each in early.values())
            while True:
                about = {"utterance": part["utterance"], "seq": part["seq"]}
                await send(face, type="done", **about)
                if part["last"]:
                    break
                part = await play(face, words=1)

            def is_whole(lines: dict[int, Any], wanted: str = line.text) -> bool:
                all_final = all(each["final"] for each in lines.values())
                return all_final and text_of(lines).replace(" ", "") == wanted.replace(" ", "")

            whole = await lines_until(phone, is_whole)
            assert {each["speaker"] for each in whole.values()} == {"Ada"}
