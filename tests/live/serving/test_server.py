"""The real server on a real port, with real WebSocket clients."""

import asyncio
import json
import socket
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import httpx
import pytest
from websockets import ConnectionClosed, InvalidStatus
from websockets.asyncio.client import ClientConnection, connect

from live.errors import ServerError
from live.events import Retraction, StateChange
from live.serving.limits import Limits
from live.serving.server import CaptionServer
from tests.live.rooms import FakeRoom, a_line

pytestmark = pytest.mark.slow

LONG = "and so it goes on " * 40
UPGRADE = (
    b"GET /captions HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


@pytest.fixture
async def rooms() -> dict[str, FakeRoom]:
    return {"main": FakeRoom(), "side": FakeRoom("side")}


@pytest.fixture
def room(rooms) -> FakeRoom:
    return rooms["main"]


@asynccontextmanager
async def serving(rooms, limits=None, port=0):
    server = CaptionServer(
        rooms, host="127.0.0.1", port=port, join_url="http://192.0.2.7:8000/", limits=limits or Limits()
    )
    async with server:
        yield server


@pytest.fixture
async def server(rooms):
    async with serving(rooms) as server:
        yield server


def screen(server: CaptionServer, query: str = "", **options) -> connect:
    return connect(f"ws://127.0.0.1:{server.port}/captions?{query}", **options)


async def received(client: ClientConnection, count: int) -> list[dict]:
    async with asyncio.timeout(60):
        return [json.loads(await client.recv()) for _ in range(count)]


async def closed_with(client: ClientConnection) -> int | None:
    """Read whatever still comes and return the close code."""
    async with asyncio.timeout(60):
        while True:
            try:
                await client.recv()
            except ConnectionClosed:
                return client.close_code


async def test_hello_then_the_recent_lines_then_what_is_new(server, room):
    room.hub.publish(a_line(1, final=True))
    async with screen(server) as client:
        hello, recent = await received(client, 2)
        room.hub.publish(a_line(2, interim=" and"))
        (new,) = await received(client, 1)
    assert (hello["type"], hello["protocol"], hello["seq"]) == ("hello", 1, 1)
    assert (recent["id"], recent["seq"]) == (1, 1)
    assert (new["id"], new["seq"], new["interim"]) == (2, 2, " and")


async def test_a_screen_catches_up_with_everything_it_missed(server, room):
    async with screen(server) as client:
        await received(client, 1)
        room.hub.publish(a_line(0, final=True))
        seen = (await received(client, 1))[0]["seq"]
    for number in range(1, 61):
        room.hub.publish(a_line(number, 0, text="", interim="w"))
        room.hub.publish(a_line(number, 1, final=True))
    room.hub.retract(Retraction(ids=(7,)))
    async with screen(server, f"after={seen}") as client:
        missed = await received(client, 61)
    lines = [(m["id"], m["rev"]) for m in missed if m["type"] == "line"]
    assert lines == [(number, 1) for number in range(1, 61) if number != 7]
    assert missed[-1]["type"] == "retract"


async def test_a_killed_server_that_resumes_loses_and_repeats_nothing(rooms):
    async with serving(rooms) as server, screen(server, "after=0") as client:
        rooms["main"].hub.publish(a_line(1, final=True))
        seen = (await received(client, 2))[-1]["seq"]
    again = FakeRoom()
    again.hub.publish(a_line(1, final=True), seq=seen)
    again.hub.seq = seen + 1000
    async with serving({"main": again}) as server, screen(server, f"after={seen}") as client:
        again.hub.publish(a_line(2, final=True))
        hello, line = await received(client, 2)
    assert hello["seq"] == seen + 1000
    assert (line["id"], line["seq"]) == (2, seen + 1001)


async def test_two_languages_on_one_screen(server, room):
    async with screen(server, "lang=en&lang=zh-Hant-HK") as client:
        await received(client, 1)
        room.hub.publish(a_line(1))
        room.hub.publish(a_line(1, lang="es", text="Uno"))
        room.hub.publish(a_line(1, lang="zh-Hant-HK", text="各位來賓"))
        lines = await received(client, 2)
    assert [(m["lang"], m["text"]) for m in lines] == [("en", "Line 1."), ("zh-Hant-HK", "各位來賓")]


async def test_state_and_retractions_reach_every_language(server, room):
    async with screen(server, "lang=es") as client:
        await received(client, 1)
        room.hub.publish_state(StateChange(state="off_record"))
        room.hub.retract(Retraction(ids=(1, 2)))
        state, retract = await received(client, 2)
    assert (state["state"], retract["ids"]) == ("off_record", [1, 2])


@pytest.mark.parametrize(
    ("query", "status", "key", "valid"),
    [
        ("room=hall", 404, "rooms", ["main", "side"]),
        ("lang=zh-HK", 404, "languages", ["en", "zh-Hant-HK", "es"]),
        ("after=abc", 400, None, None),
    ],
)
async def test_a_wrong_request_is_refused_with_what_is_valid(server, query, status, key, valid):
    with pytest.raises(InvalidStatus) as refused:
        await screen(server, query)
    response = refused.value.response
    assert response.status_code == status
    body = json.loads(response.body)
    assert body["error"]
    if key:
        assert body[key] == valid


async def test_a_ping_is_answered_and_rubbish_is_ignored(server, room):
    async with screen(server) as client:
        await received(client, 1)
        for rubbish in ("hello", "[1", '{"type":"retract","ids":[1]}', b"\x00\xff", "[" * 4000):
            await client.send(rubbish)
        await client.send('{"type":"ping","t":1730365200.123}')
        assert await received(client, 1) == [{"type": "pong", "t": 1730365200.123}]
        room.hub.publish(a_line(1))
        assert (await received(client, 1))[0]["id"] == 1


async def test_ten_megabytes_close_the_screen_that_sent_them(rooms, room):
    async with serving(rooms, Limits(close_s=0.2)) as server, screen(server) as good:
        bad = await screen(server)
        await received(good, 1)
        with suppress(ConnectionClosed):
            await bad.send("x" * 10_000_000)
        assert await closed_with(bad) == 1009
        room.hub.publish(a_line(1))
        assert (await received(good, 1))[0]["id"] == 1
    assert server.dropped == {"oversize": 1}


async def test_a_thousand_messages_close_the_screen_that_sent_them(rooms, room):
    async with serving(rooms, Limits(close_s=0.2)) as server, screen(server) as good:
        bad = await screen(server)
        await received(good, 1)
        with suppress(ConnectionClosed):
            for _ in range(1000):
                await bad.send('{"type":"ping","t":1}')
        assert await closed_with(bad) == 1008
        room.hub.publish(a_line(1))
        assert (await received(good, 1))[0]["id"] == 1
    assert server.dropped == {"flood": 1}


async def test_a_screen_may_ask_for_a_language_that_is_off_and_has_it_when_it_is_on_again(server, room):
    everything = room.hub.languages
    room.hub.offer(replace(everything, target=()))
    async with screen(server, "lang=es") as reader:
        hello, _ = await received(reader, 2)
        assert [language["code"] for language in hello["languages"]] == ["en"]
        room.hub.offer(everything)
        room.hub.publish(a_line(1, lang="es", text="Buenas noches."))
        assert [message["type"] for message in await received(reader, 2)] == ["languages", "line"]


async def test_a_flood_of_websocket_pings_closes_the_screen_that_sent_it(rooms, room):
    async with serving(rooms, Limits(close_s=0.2)) as server, screen(server) as good:
        await received(good, 1)
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(UPGRADE)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"\x89\x80\0\0\0\0" * 20_000)
        async with asyncio.timeout(60):
            await reader.readuntil(b"\x88\x13\x03\xf0too many messages")
        writer.close()
        room.hub.publish(a_line(1))
        assert (await received(good, 1))[0]["id"] == 1
    assert server.dropped == {"flood": 1}


def deaf_socket(port: int) -> socket.socket:
    """Return a connection with little room for what it does not read."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.connect(("127.0.0.1", port))
    sock.setblocking(False)
    return sock


async def test_a_screen_that_never_reads_is_dropped_with_1013_and_hurts_nobody(rooms, room):
    patient = Limits(waiting=20, stall_s=3600.0, ping_s=3600.0, close_s=60.0)
    async with serving(rooms, patient) as server, screen(server) as good:
        await received(good, 1)
        # Its socket is read again only by `closed_with`, once its client's own queue is full.
        async with screen(server, sock=deaf_socket(server.port), max_queue=1) as deaf:
            for number in range(600):
                room.hub.publish(a_line(number, text=LONG, final=True))
                assert (await received(good, 1))[0]["id"] == number
            assert await closed_with(deaf) == 1013
        assert server.dropped == {"slow": 1}


async def test_a_screen_that_never_reads_does_not_hold_up_the_end(rooms, room):
    async with asyncio.timeout(60), serving(rooms, Limits(close_s=0.2)) as server:
        deaf = deaf_socket(server.port)
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(deaf, UPGRADE)
        assert (await loop.sock_recv(deaf, 12)) == b"HTTP/1.1 101"
        for number in range(200):
            room.hub.publish(a_line(number, text=LONG))
    deaf.close()


async def test_stopping_says_goodbye_after_what_was_said_last(rooms, room):
    async with serving(rooms) as server:
        client = await screen(server)
        await received(client, 1)
        room.hub.publish(a_line(1, final=True))
        room.hub.publish_state(StateChange(state="ended"))
    line, state = await received(client, 2)
    assert (line["id"], state["state"]) == (1, "ended")
    assert await closed_with(client) == 1001
    with pytest.raises(OSError, match=r"refused|Connect call failed"):
        await screen(server, open_timeout=60)


async def test_a_port_in_use_is_told_with_the_remedy(rooms, server):
    with pytest.raises(ServerError, match=f"Port {server.port} is in use.*--port {server.port + 1}"):
        async with serving(rooms, port=server.port):
            pass


async def test_an_address_that_is_not_ours_is_told(rooms):
    with pytest.raises(ServerError, match="no address of this machine"):
        await CaptionServer(rooms, host="192.0.2.99", port=0, join_url="").start()


@pytest.mark.parametrize(
    ("limits", "status"),
    [(Limits(screens=2), 503), (Limits(screens_per_address=2), 429)],
)
async def test_too_many_screens_are_refused_and_those_connected_stay(rooms, room, limits, status):
    async with serving(rooms, limits) as server, screen(server) as one, screen(server) as two:
        await received(one, 1)
        await received(two, 1)
        with pytest.raises(InvalidStatus) as refused:
            await screen(server)
        assert refused.value.response.status_code == status
        room.hub.publish(a_line(1))
        assert (await received(one, 1))[0]["id"] == (await received(two, 1))[0]["id"] == 1


async def test_screens_are_counted_by_page_until_they_leave(server):
    """What an operator reads on the console is no screen in the hall."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}") as http:
        async with screen(server, "page=stage") as stage, screen(server, "page=attendee&lang=es") as phone:
            await received(stage, 1)
            await received(phone, 1)
            status = (await http.get("/status.json")).json()
            assert status[0]["screens"] == {"attendee": 1, "stage": 1, "overlay": 0, "other": 0}
            assert 'footlights_screens{room="main",page="stage"} 1' in (await http.get("/metrics")).text
            async with screen(server, "page=console&lang=es") as console:
                await received(console, 1)
                assert (await http.get("/status.json")).json()[0]["screens"] == status[0]["screens"]
        async with asyncio.timeout(60):
            while sum((await http.get("/status.json")).json()[0]["screens"].values()):
                pass


async def test_plain_http_on_the_same_port(server):
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}") as http:
        assert (await http.get("/health")).json()["status"] == "ok"
        assert (await http.get("/join.svg")).headers["content-type"] == "image/svg+xml"
        assert (await http.get("/transcript.srt?lang=es")).text == "srt of main in es"
        assert (await http.get("/nothing")).status_code == 404
        assert (await http.post("/")).status_code == 405
        assert (await http.get("/captions")).status_code == 426
        head = await http.head("/transcript.srt")
        assert (head.status_code, head.content) == (200, b"")
        assert int(head.headers["content-length"]) == len((await http.get("/transcript.srt")).content)


async def test_a_path_that_climbs_out_finds_nothing(server):
    """Sent as raw bytes: a client library would tidy the path first."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(b"GET /../../live/serving/server.py HTTP/1.1\r\nHost: x\r\n\r\n")
    reply = await reader.read()
    assert reply.startswith(b"HTTP/1.1 404 ")
    writer.close()


@pytest.mark.parametrize(
    "rubbish", [b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"A" * 20_000, b"\r\n\r\n"]
)
async def test_bytes_that_are_not_http_end_that_connection_only(server, room, rubbish):
    async with screen(server) as good:
        await received(good, 1)
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(rubbish)
        writer.write_eof()
        async with asyncio.timeout(60):
            assert b" 200 " not in await reader.read()
        writer.close()
        room.hub.publish(a_line(1))
        assert (await received(good, 1))[0]["id"] == 1


async def test_a_screen_that_answers_no_ping_is_dropped(rooms):
    async with serving(rooms, Limits(ping_s=0.05, close_s=0.2)) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(UPGRADE)
        async with asyncio.timeout(60):
            assert (await reader.read()).endswith(b"\x89\x00\x88\x0b\x03\xf3no answer")
        writer.close()
    assert server.dropped == {"silent": 1}
