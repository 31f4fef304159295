"""Streams from a server on loopback that breaks off and comes back."""

import socket
import struct
import threading
from contextlib import aclosing, closing
from itertools import pairwise

import pytest

from live.audio.decode import Decoder
from live.audio.media import MediaSource
from live.audio.source import open_source
from live.errors import SourceError
from live.events import RATE_HZ, Chunk, Gap
from tests.live.audio.sounds import tone, write_sound

pytestmark = pytest.mark.slow

RETRY_S = (0.01,)


class HttpServer:
    """Serves one body, all or part of it a connection, by the plan: how many bytes each gets.

    `ranges` makes it a file of known length instead of an endless stream; `reset` breaks connections
    as a lost network does, instead of closing them too early.
    """

    def __init__(self, body: bytes, plan: list[int], *, ranges: bool, reset: bool = True) -> None:
        self._body = body
        self._plan = plan
        self._ranges = ranges
        self._reset = reset
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/talk.mp3"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        for count in self._plan:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with closing(connection):
                request = connection.recv(65_536).decode("latin-1").lower()
                self._answer(connection, request, count)
        self.close()

    def _answer(self, connection: socket.socket, request: str, count: int) -> None:
        first = int(request.partition("range: bytes=")[2].partition("-")[0] or 0) if self._ranges else 0
        body = self._body[first:]
        status = "206 Partial Content" if self._ranges else "200 OK"
        lines = [f"HTTP/1.1 {status}", "Content-Type: audio/mpeg", "Connection: close"]
        if self._ranges:
            last = len(self._body) - 1
            lines += [f"Content-Range: bytes {first}-{last}/{last + 1}", f"Content-Length: {len(body)}"]
        head = "\r\n".join([*lines, "", ""]).encode()
        try:
            connection.sendall(head + body[:count])
        except OSError:  # the client has gone on elsewhere
            return
        if count < len(body) and self._reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.fixture(scope="module")
def mp3(tmp_path_factory):
    path = tmp_path_factory.mktemp("mp3") / "talk.mp3"
    sound = tone(20.0, 44_100)
    return write_sound(path, [sound], 44_100, codec="libmp3lame", layout="mono").read_bytes()


@pytest.fixture
def serve(mp3):
    servers = []

    def start(plan, **options):
        servers.append(HttpServer(mp3, plan, **options))
        return servers[-1].url

    yield start
    for server in servers:
        server.close()


async def test_a_file_on_a_web_server_is_heard_and_ends(serve, mp3):
    url = serve([len(mp3)] * 10, ranges=True)
    events = [event async for event in open_source(url, realtime=False).chunks()]
    assert events[-1].end_s == pytest.approx(20.0, abs=0.1)


@pytest.mark.parametrize("reset", [True, False])
async def test_a_web_file_that_breaks_goes_on_where_it_was(serve, mp3, reset):
    url = serve([len(mp3) // 2] + [len(mp3)] * 10, ranges=True, reset=reset)
    source = MediaSource(
        lambda start_s: Decoder(url, name="talk", start_s=start_s),
        name="talk",
        realtime=False,
        start_s=0.0,
        retry_delays_s=RETRY_S,
    )
    events = [event async for event in source.chunks()]
    assert all(after.start_s == pytest.approx(before.end_s) for before, after in pairwise(events))
    assert not [event for event in events if isinstance(event, Gap)]
    assert events[-1].end_s == pytest.approx(20.0, abs=0.2)
    assert sum(len(event.samples) for event in events) == pytest.approx(20 * RATE_HZ, abs=0.2 * RATE_HZ)


async def test_a_live_stream_that_breaks_is_opened_again_with_a_gap(serve, mp3):
    url = serve([len(mp3) // 2, 0, len(mp3)], ranges=False)
    source = MediaSource(
        lambda start_s: Decoder(url, name="radio", start_s=start_s),
        name="radio",
        realtime=True,
        start_s=5.0,
        retry_delays_s=RETRY_S,
    )
    heard = []
    async with aclosing(source.chunks()) as chunks:
        async for event in chunks:
            heard.append(event)
            if isinstance(heard[-2:][0], Gap):
                break
    assert heard[0].start_s == 5.0
    assert [type(event) for event in heard[-2:]] == [Gap, Chunk]
    assert "radio" in heard[-2].reason


def test_a_page_that_is_not_there_is_refused(serve):
    with pytest.raises(SourceError, match=r"Cannot open http://127.0.0.1"):
        open_source(serve([0], ranges=False))
