"""Runs `footlights live` on a file in real time and watches it as a screen and a technician do."""

import asyncio
import contextlib
import json
import socket
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from bench.caption_log import CaptionLog
from bench.usage import usage
from bench.watch import Run, Watch

START_LIMIT_S = 120.0
STOP_LIMIT_S = 30.0
POLL_S = 0.25


class RunError(Exception):
    """The server could not be run to the end of the file."""


async def run_live(command: Callable[[int], Sequence[str]], *, language: str, folder: Path) -> Run:
    """Run a server that captions one file in real time, and return what came of it.

    `command` tells how to run it on a port; it must end by itself when the file has. It runs in `folder`,
    where its log and what it says are kept.
    """
    watch = Watch(captions=CaptionLog(language))
    await watch_live(command, watch, language=language, folder=folder)
    return watch.run()


async def watch_live(
    command: Callable[[int], Sequence[str]], watch: Watch, *, language: str, folder: Path
) -> None:
    """The same, into a watch of the caller's."""
    port = free_port()
    async with server(command(port), folder) as process:
        poller = asyncio.create_task(poll_status(port, process.pid, watch), name="status")
        try:
            await follow(f"ws://127.0.0.1:{port}/captions?room=main&lang={language}", process, watch)
            await asyncio.wait_for(process.wait(), STOP_LIMIT_S)
        finally:
            poller.cancel()
            await asyncio.gather(poller, return_exceptions=True)
    if not watch.ended:
        raise RunError(f"The captions did not come to their end. The server said: {last_lines(folder)}")


def live_command(audio: Path, language: str, model: Path, port: int) -> list[str]:
    """The command that a user would give."""
    return [
        *(sys.executable, "-m", "footlights", "live", "--source", str(audio.resolve()), "--realtime"),
        *("--exit-at-end", "--new-session", "--host", "127.0.0.1", "--port", str(port)),
        *("--lang", language, "--model", str(model)),
    ]


async def follow(url: str, process: asyncio.subprocess.Process, watch: Watch) -> None:
    """Read the captions until the server closes the connection, ends, or has taken too long to start."""
    deadline = time.monotonic() + START_LIMIT_S
    while process.returncode is None:
        try:
            async with connect(url, max_size=None) as screen:
                with contextlib.suppress(ConnectionClosed):
                    async for message in screen:
                        watch.take_message(json.loads(message), time.monotonic())
            return
        except OSError:
            if time.monotonic() > deadline:
                process.terminate()
            await asyncio.sleep(0.05)


async def poll_status(port: int, pid: int, watch: Watch) -> None:
    """Read the room's status and the process's usage a few times a second, until cancelled."""
    while True:
        with contextlib.suppress(OSError):
            status = await asyncio.to_thread(fetch_json, f"http://127.0.0.1:{port}/status.json")
            watch.take_status(status[0], usage(pid), time.monotonic())
        await asyncio.sleep(POLL_S)


def fetch_json(url: str) -> Any:
    """The JSON document at an address."""
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
        return json.load(answer)


@contextlib.asynccontextmanager
async def server(command: Sequence[str], folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a server in a folder, with its output in `server.log` there, and stop it in the end."""
    with open_log(folder) as output:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, stdin=asyncio.subprocess.DEVNULL, stdout=output, stderr=output
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.terminate()
                await process.wait()


def open_log(folder: Path) -> BinaryIO:
    """Begin the file in a folder, made if need be, that takes what the server says."""
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / "server.log").open("wb")


def last_lines(folder: Path) -> str:
    """What the server said last."""
    return " ".join((folder / "server.log").read_text(encoding="utf-8", errors="replace").splitlines()[-3:])


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
