"""Certificates: made on the spot, read, and used by a server that a strict client trusts."""

import asyncio
import json
import ssl
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from live.errors import ConfigError
from live.serving.limits import Limits
from live.serving.server import CaptionServer
from live.tls.authority import SERVER_DAYS, make_certificate
from live.tls.certificates import read_certificate, server_context
from live.tls.cli import instructions, own_addresses
from tests.live.rooms import FakeRoom, a_line


async def greet(made, host: str) -> bytes:
    """What a client that trusts nobody but the authority hears from a server with the certificate."""
    context = server_context(made.certificate, made.key)

    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"hello")
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context) as server:
        port = server.sockets[0].getsockname()[1]
        trusting = ssl.create_default_context(cafile=made.authority)
        trusting.verify_flags |= ssl.VERIFY_X509_STRICT
        reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trusting, server_hostname=host)
        heard = await reader.read()
        writer.close()
        await writer.wait_closed()
        return heard


@pytest.mark.parametrize("host", ["127.0.0.1", "footlights.local"])
async def test_whoever_trusts_the_authority_trusts_the_laptop_under_each_of_its_names(tmp_path, host):
    made = make_certificate(tmp_path, ["footlights.local", "127.0.0.1"])
    assert await greet(made, host) == b"hello"


async def test_the_certificate_is_for_no_other_name(tmp_path):
    made = make_certificate(tmp_path, ["footlights.local"])
    with pytest.raises(ssl.SSLCertVerificationError):
        await greet(made, "bank.example")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_nobody_else_can_read_the_key_and_the_authoritys_own_is_not_kept(tmp_path):
    made = make_certificate(tmp_path / "tls", ["localhost"])
    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600
    assert sorted(path.name for path in made.key.parent.iterdir()) == [
        "authority.crt",
        "server.key",
        "server.pem",
    ]


def test_a_certificate_tells_its_names_and_its_days(tmp_path):
    now = datetime(2025, 10, 31, tzinfo=UTC)
    found = read_certificate(
        make_certificate(tmp_path, ["hall.example", "192.168.1.20"], now=now).certificate
    )
    assert found.names == ("hall.example", "192.168.1.20")
    assert found.issuer == "Footlights 2025-10-30"
    assert found.valid_at(now)
    assert not found.valid_at(now + timedelta(days=SERVER_DAYS))
    assert found.lacks(["hall.example", "192.168.1.21"]) == ["192.168.1.21"]


def test_files_that_do_not_do_are_told_with_the_remedy(tmp_path):
    made, other = (make_certificate(tmp_path / name, ["localhost"]) for name in ("a", "b"))
    with pytest.raises(ConfigError, match=r"the key belongs to another certificate.*footlights tls"):
        server_context(made.certificate, other.key)
    with pytest.raises(ConfigError, match="there is no file"):
        server_context(made.certificate, tmp_path / "none.key")
    with pytest.raises(ConfigError, match="no certificate in PEM format"):
        read_certificate(made.key)
    with pytest.raises(ConfigError, match="There is no certificate"):
        read_certificate(tmp_path / "none.pem")


def test_the_laptops_own_names_are_all_in_it_once():
    assert own_addresses(["captions.hall.example"], ["192.168.1.20"], "Stage-Laptop") == [
        "captions.hall.example",
        "192.168.1.20",
        "stage-laptop",
        "stage-laptop.local",
        "localhost",
        "127.0.0.1",
        "::1",
    ]


def test_the_instructions_name_the_files_and_the_fingerprint_and_no_secret(tmp_path):
    made = make_certificate(tmp_path, ["localhost"])
    told = instructions(made, ["localhost"])
    assert f'tls_key = "{made.key.as_posix()}"' in told
    assert made.fingerprint in told
    assert "PRIVATE" not in told
    assert Path(made.authority).name in told


async def test_screens_read_over_an_encrypted_connection(tmp_path):
    made = make_certificate(tmp_path, ["127.0.0.1"])
    room = FakeRoom()
    server = CaptionServer(
        {"main": room},
        host="127.0.0.1",
        port=0,
        join_url="https://192.0.2.7/",
        tls=server_context(made.certificate, made.key),
        limits=Limits(ping_s=3600.0),  # a ping would push out what was left lying
    )
    trusting = ssl.create_default_context(cafile=made.authority)
    async with (
        asyncio.timeout(60),
        server,
        connect(f"wss://127.0.0.1:{server.port}/captions", ssl=trusting) as screen,
    ):
        assert json.loads(await screen.recv())["type"] == "hello"
        room.hub.publish(a_line(1, text="Good morning."))
        assert json.loads(await screen.recv())["text"] == "Good morning."
