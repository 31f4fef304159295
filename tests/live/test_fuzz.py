"""Whatever anybody sends, the server goes on: no error of its own, no change, an answer for everyone else."""

import asyncio
import json
import logging
import socket
import struct
import threading
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.archive.session import new_session
from live.config import Config, LogConfig, RoomConfig, ServerConfig
from live.operator.commands import KINDS
from live.operator.opening import open_console
from live.room import Room
from live.serving.server import CaptionServer
from tests.live.operator.test_commands import EXAMPLES
from tests.live.rooms import a_line
from tests.live.test_room import FakeSource, FakeSpeech
from tests.ports import free_port

pytestmark = pytest.mark.slow

LIMIT_S = 60.0
LEFT_ALREADY = "assert not self.eof_sent"
"""What websockets (17.4) logs, and closes the connection, where a client hangs up, or sends a broken frame,
before it is answered: `fail` says that nothing else comes, and so does the answer, `send_response`."""
PATHS = ("/captions", "/captions?lang=en&after=3", "/console/ws", "/console/ws?token=x")

methods = st.sampled_from(["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "CONNECT", "get", ""])
targets = st.one_of(
    st.sampled_from(["/", *PATHS, "/status.json", "/transcript.srt?lang=en", "/console", "*", "//", "/%00"]),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=200).map("/".__add__),
    st.builds("/transcript.json?room={}&lang={}".format, st.text(max_size=20), st.text(max_size=20)),
)
names = st.sampled_from(["Host", "Origin", "Upgrade", "Connection", "Content-Length", "If-None-Match", "X"])
values = st.one_of(
    st.sampled_from(
        ["websocket", "Upgrade", "13", "-1", "99999999", "http://evil.example", "127.0.0.1", '"*"']
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=100),
)


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """Something like a request."""
    headers = draw(st.lists(st.tuples(names, values), max_size=8))
    lines = [f"{draw(methods)} {draw(targets)} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "replace") + draw(st.binary(max_size=100))


def upgrade(path: str) -> bytes:
    """A good request for a WebSocket."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def frame(first: int, payload: bytes, *, masked: bool) -> bytes:
    """A frame whose head may be any byte, and whose payload is as it is."""
    length = (
        bytes([len(payload) | 0x80 * masked])
        if len(payload) < 126
        else bytes([126 | 0x80 * masked]) + struct.pack("!H", len(payload))
    )
    return bytes([first]) + length + bytes(4) * masked + payload


orders = st.sampled_from([json.dumps({"command": name, **EXAMPLES[name]}).encode() for name in KINDS])
payloads = st.one_of(
    orders,
    st.binary(max_size=300),
    st.binary(min_size=5_000, max_size=5_000),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    ).map(lambda value: json.dumps(value).encode()),
    st.floats().map(lambda t: json.dumps({"type": "ping", "t": t}).encode()),
    st.text(max_size=50).map(lambda token: json.dumps({"type": "hello", "token": token}).encode()),
)
frames = st.builds(
    frame,
    st.one_of(st.sampled_from([0x81, 0x82, 0x89, 0x8A, 0x88, 0x01, 0x80]), st.integers(0, 255)),
    payloads,
    masked=st.booleans() | st.just(True),
)


class Event:
    """A server with a console in a thread of its own, and what went wrong in it."""

    def __init__(self, folder: str) -> None:
        room_config = RoomConfig(source="talk.wav")
        self._config = Config(
            server=ServerConfig(host="127.0.0.1"), log=LogConfig(folder=folder), rooms=(room_config,)
        )
        self._session = new_session(room_config, self._config.log)
        self.room = Room(self._session, FakeSource(waits=True), FakeSpeech())
        self.room.captions.show([a_line(1, text="Good evening.", final=True)])
        self.wrong: list[str] = []
        self.port = 0
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def start(self) -> None:
        """Return when it serves."""
        self._thread.start()
        assert self._ready.wait(LIMIT_S)

    def stop(self) -> None:
        """End it."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()
        self._session.log.close()

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        self._loop.set_exception_handler(lambda _, context: self.wrong.append(str(context)))
        self.port = free_port()
        with open_console([self.room], self._config, self.port) as (console, _):
            server = CaptionServer(
                {"main": self.room}, host="127.0.0.1", port=self.port, join_url="", console=console
            )
            async with server:
                self._ready.set()
                await self._over.wait()

    def send(self, data: bytes) -> None:
        """Connect, send, say that nothing else comes, and take whatever is answered."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=LIMIT_S) as client:
            try:
                client.sendall(data)
                client.shutdown(socket.SHUT_WR)
                while client.recv(65_536):
                    pass
            except ConnectionError:
                pass  # it was cut off

    def is_well(self) -> bool:
        """Whether it still serves, is as it was, and made no error of its own."""
        with urlopen(f"http://127.0.0.1:{self.port}/transcript.txt", timeout=LIMIT_S) as answer:
            said = answer.read()
        changed = (self.room.hub.state, self.room.captions.settings.as_json()) != self.at_first
        assert self.wrong == []
        return said == b"Good evening.\n" and not changed

    @property
    def at_first(self) -> tuple[str, dict[str, object]]:
        """The state and the settings of a room that nobody has told anything."""
        return "live", type(self.room.captions.settings)().as_json()


class Complaints(logging.Handler):
    """Keeps the errors that the libraries log."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        told = self.format(record)
        if LEFT_ALREADY not in told:
            self._kept.append(told)


@pytest.fixture(scope="module")
def event(tmp_path_factory) -> Iterator[Event]:
    served = Event(str(tmp_path_factory.mktemp("fuzz")))
    complaints = Complaints(served.wrong)
    logging.getLogger().addHandler(complaints)
    served.start()
    yield served
    served.stop()
    logging.getLogger().removeHandler(complaints)


@given(data=st.one_of(requests(), st.binary(max_size=500)))
def test_any_request_gets_an_answer_or_none_and_harms_nobody(event, data):
    event.send(data)
    assert event.is_well()


@given(
    path=st.sampled_from(PATHS), sent=st.lists(frames, min_size=1, max_size=12), rest=st.binary(max_size=20)
)
def test_any_frames_from_a_stranger_harm_nobody(event, path, sent, rest):
    event.send(upgrade(path) + b"".join(sent) + rest)
    assert event.is_well()
