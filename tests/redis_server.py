"""A real Redis server for tests, which may be killed and started again."""

import asyncio
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

START_LIMIT_S = 60.0


class RedisServer:
    """Redis on a port of its own; it keeps nothing when it is killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"redis://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and return when it answers."""
        command = ["redis-server", "--port", str(self.port), "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + START_LIMIT_S
        while not self._answers():
            assert time.monotonic() < until, "Redis does not start"
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a loss of power does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    async def everything(self) -> bytes:
        """All that it has, as it would save it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 26)
        found = b""
        for key in (await _answer(reader, writer, "KEYS *")).split(b"\r\n")[2::2]:
            kind = await _answer(reader, writer, f"TYPE {key.decode()}")
            ask = "XRANGE {} - +" if b"stream" in kind else "HGETALL {}"
            found += await _answer(reader, writer, ask.format(key.decode()))
        writer.close()
        return found

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1.0) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


@contextmanager
def redis_server(folder: Path) -> Iterator[RedisServer]:
    """A server while the block runs; skips the test where Redis is not installed."""
    if shutil.which("redis-server") is None:
        pytest.skip("needs redis-server")
    server = RedisServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, command: str) -> bytes:
    writer.write(command.encode() + b"\r\nPING end-of-reply\r\n")
    return await reader.readuntil(b"end-of-reply\r\n")
