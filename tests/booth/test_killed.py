"""The real booth as a process: what was deleted is nowhere, and a kill leaves nothing unapproved."""

import asyncio
import hashlib
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect

import models
from booth.store import Store
from booth.web.auth import KIOSK_COOKIE
from models.errors import ModelError
from tests.booth.fakes import photograph
from tests.folders import contents, names

ROOT = Path(__file__).parents[2]
START_LIMIT_S, LIMIT_S = 600.0, 300.0
PIECE_BYTES = 48

View = dict[str, Any]

pytestmark = [pytest.mark.model, pytest.mark.slow, pytest.mark.timeout(1800)]


class Booth(NamedTuple):
    """A booth that runs."""

    process: asyncio.subprocess.Process
    address: str
    key: str


class Kiosk:
    """A kiosk's line to the booth, used as its page uses it."""

    def __init__(self, booth: Booth, socket: ClientConnection) -> None:
        self._booth = booth
        self._socket = socket

    async def tell(self, *messages: View | bytes) -> None:
        """Send messages, and shots as bytes."""
        for message in messages:
            await self._socket.send(message if isinstance(message, bytes) else json.dumps(message))

    async def see(self, what: Callable[[View], Any]) -> View:
        """The first view of which something is true."""
        async with asyncio.timeout(LIMIT_S):
            while not what(view := json.loads(await self._socket.recv())):
                pass
        return view

    async def make(self) -> bytes:
        """Go as far as the framed picture with a look on it, and return it.

        Guests whom a busy machine kept waiting until their time was over begin again.
        """
        agreed = {"type": "agree", "uses": ["keep", "wall", "archive"], "adult": True, "name": "Ada"}
        press, language = {"type": "press"}, {"type": "language", "code": "zh-Hant"}
        view: View = {}
        while not view.get("look_ready"):
            await self.tell(press, language, agreed, press, photograph(width_px=640, height_px=480))
            await self.see(lambda view: view["stage"] != "attract")
            view = await self.see(lambda view: view["stage"] in ("look", "attract"))
            if view["stage"] == "look":
                await self.tell({"type": "look", "id": "noir"})
                view = await self.see(lambda view: view.get("look_ready") or view["stage"] == "attract")
        async with httpx.AsyncClient(timeout=LIMIT_S, cookies={KIOSK_COOKIE: self._booth.key}) as browser:
            return (await browser.get(f"{self._booth.address}{view['picture']}")).content


@asynccontextmanager
async def running(place: Path) -> AsyncIterator[Booth]:
    """`footlights booth` with all its folders in a place: home, temporary files, Gradio's cache, output."""
    try:
        cache = models.pull("booth-fonts").parents[1]
    except ModelError as error:
        pytest.skip(str(error))
    folders = {"HOME": "home", "USERPROFILE": "home", "LOCALAPPDATA": "home", "XDG_DATA_HOME": "home"}
    folders |= {"TMPDIR": "tmp", "TEMP": "tmp", "TMP": "tmp"}
    for name in set(folders.values()):
        (place / name).mkdir(parents=True)
    where = {name: str(place / folder) for name, folder in folders.items()}
    event = place / "event.toml"
    event.write_text(
        f"[booth]\nport = 0\nfree_mb = 0\nfolder = '{place / 'booth'}'\nauthority = '{place / 'keys'}'\n"
    )
    said = place / "said.txt"
    with said.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, str(ROOT / "footlights.py"), "booth", "--config", str(event)),
            stdout=output,
            stderr=output,
            env={**os.environ, **where, "FOOTLIGHTS_CACHE": str(cache)},
        )
    try:
        yield await answering(process, said)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def answering(process: asyncio.subprocess.Process, said: Path) -> Booth:
    """The booth, as soon as it answers where it says."""
    async with asyncio.timeout(START_LIMIT_S), httpx.AsyncClient(timeout=LIMIT_S) as browser:
        while True:
            words = await asyncio.to_thread(said.read_text, encoding="utf-8")
            assert process.returncode is None, words
            told = re.search(r"(http://\S+)/open\?key=(\S+)", words)
            try:
                if told and await browser.get(f"{told[1]}/alive"):
                    return Booth(process, told[1], told[2])
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.2)


@asynccontextmanager
async def kiosk_of(booth: Booth) -> AsyncIterator[Kiosk]:
    """A kiosk that is connected."""
    cookie = {"Cookie": f"{KIOSK_COOKIE}={booth.key}"}
    address = booth.address.replace("http", "ws", 1)
    async with connect(f"{address}/booth/ws", additional_headers=cookie, max_size=None) as socket:
        yield Kiosk(booth, socket)


def traces(*pictures: bytes, code: str = "") -> list[bytes]:
    """What must be found nowhere: pieces of the pictures, their hashes, the code as it is spelt and bare."""
    pieces = [picture[len(picture) * part // 5 :][:PIECE_BYTES] for picture in pictures for part in (2, 3, 4)]
    hashes = [hashlib.sha256(picture).hexdigest().encode() for picture in pictures]
    codes = [code.encode(), code.replace("-", "").encode()] if code else []
    return [*pieces, *hashes, *codes]


def found(place: Path, wanted: Iterable[bytes]) -> list[str]:
    """The files under a place that hold a trace, in their names or their bytes."""
    wanted = list(wanted)
    return [
        str(path)
        for path, written in contents(place).items()
        if any(trace in str(path).encode() or trace in written for trace in wanted)
    ]


async def test_deleted_pictures_are_nowhere_and_a_killed_booth_leaves_nothing_unapproved(
    tmp_path: Path,
) -> None:
    async with (
        running(tmp_path) as booth,
        httpx.AsyncClient(base_url=booth.address, timeout=LIMIT_S) as phone,
    ):
        async with kiosk_of(booth) as kiosk:
            shown = await kiosk.make()
            await kiosk.tell({"type": "press"}, {"type": "press"})
            code = (await kiosk.see(lambda view: view.get("take_home")))["take_home"]["code"]
            pictures = [
                (await phone.get(f"/p/{code}/{name}")).content for name in ("look.jpg", "picture.jpg")
            ]
            assert found(tmp_path, traces(*pictures)), "an approved picture is kept, and this search finds it"
            receipt = (await phone.post(f"/p/{code}/delete")).json()
            assert receipt["files"] >= 4
            assert found(tmp_path, traces(shown, *pictures, code=code)) == []
        async with kiosk_of(booth) as kiosk:
            unapproved = await kiosk.make()
            booth.process.kill()
            await booth.process.wait()
    assert found(tmp_path, traces(unapproved)) == []
    store = Store(tmp_path / "booth")
    assert store.albums() == []
    assert names(store.folder) <= {"booth.lock", "counts.json", "kiosk.key", "receipts.jsonl"}
