"""`footlights live` as a process of its own, and a screen that checks what the protocol promises."""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

ROOT = Path(__file__).parents[2]
ADDRESS = re.compile(r"https?://[^/\s]+:(\d+)/status")
READY = "Captions are running"
START_LIMIT_S = 300.0
READ_LIMIT_S = 300.0

Message = dict[str, Any]


class Screen:
    """What a screen knows. It fails when a sequence number, a revision or committed text goes back."""

    def __init__(self) -> None:
        self.seq = 0
        self.session = ""
        self.state = ""
        self.lines: dict[int, Message] = {}

    @property
    def text(self) -> str:
        """The committed text of all lines."""
        return " ".join(self.lines[id]["text"] for id in sorted(self.lines) if self.lines[id]["text"])

    def take(self, message: Message) -> None:
        """Take a message in."""
        if message["type"] == "hello":
            self.session = message["session"]
            return
        assert message["seq"] > self.seq or message.get("id") in self.lines, "a sequence number came again"
        self.seq = max(self.seq, message["seq"])
        if message["type"] == "state":
            self.state = message["state"]
        elif message["type"] == "line":
            self._take_line(message)

    def _take_line(self, line: Message) -> None:
        before = self.lines.get(line["id"])
        if before is not None:
            assert line["rev"] >= before["rev"]
            assert line["text"].startswith(before["text"]), "committed text changed"
            assert line["final"] or not before["final"], "a final line was opened again"
        self.lines[line["id"]] = line

    async def read(self, port: int, until: "Callable[[Screen], bool]") -> None:
        """Read, from where it was, until something holds; raises TimeoutError when it never does."""
        query = f"room=main&after={self.seq}" if self.seq else "room=main"
        async with (
            asyncio.timeout(READ_LIMIT_S),
            connect(f"ws://127.0.0.1:{port}/captions?{query}") as socket,
        ):
            try:
                while not until(self):
                    self.take(json.loads(await socket.recv()))
            except ConnectionClosed:
                assert until(self), f"the server went away; the screen has: {self.text}"


class Live:
    """A process that runs, and what it has printed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.output = ""
        self.port = 0
        self._draining: asyncio.Task[None] | None = None
        self._printed = asyncio.Event()

    async def start(self) -> None:
        """Wait until captions run."""
        async with asyncio.timeout(START_LIMIT_S):
            while READY not in self.output:
                line = await self._line()
                assert line, f"it ended at once: {self.output}"
        address = ADDRESS.search(self.output)
        assert address is not None
        self.port = int(address[1])
        self.follow()

    def follow(self) -> None:
        """Read what it prints from now on."""
        self._draining = asyncio.create_task(self._drain(), name="output")

    async def told(self, text: str) -> None:
        """Wait until it has printed something."""
        async with asyncio.timeout(READ_LIMIT_S):
            while text not in self.output:
                self._printed.clear()
                await self._printed.wait()

    async def end(self) -> int:
        """Wait for the process's end; returns its exit status."""
        status = await asyncio.wait_for(self.process.wait(), READ_LIMIT_S)
        if self._draining:
            await self._draining
        return status

    async def kill(self) -> None:
        """End it as a crash does."""
        self.process.kill()
        await self.end()

    def get(self, path: str) -> str:
        """What plain HTTP answers."""
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.read().decode()

    async def _drain(self) -> None:
        while await self._line():
            pass

    async def _line(self) -> str:
        assert self.process.stdout is not None
        line = (await self.process.stdout.readline()).decode("utf-8", "replace")
        self.output += line
        self._printed.set()
        return line


@asynccontextmanager
async def footlights_live(model: Path, folder: Path, *options: str | Path) -> AsyncIterator[Live]:
    """Run it in a folder, where its logs are kept, on a free port unless `--port` is given."""
    async with footlights_process("live", model, folder, *options) as live:
        await live.start()
        yield live


@asynccontextmanager
async def footlights_process(
    name: str, model: Path, folder: Path, *options: str | Path
) -> AsyncIterator[Live]:
    """Run a command that takes the options of `live`; its output is read from `start` or `follow` on."""
    port = () if "--port" in options else ("--port", "0")
    command = [name, "--model", model, "--log-dir", folder / "sessions", "--host", "127.0.0.1"]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "footlights", *map(str, [*command, *port, *options])),
        cwd=ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    live = Live(process)
    try:
        yield live
    finally:
        if process.returncode is None:
            await live.kill()


def plain_words(text: str) -> list[str]:
    """The words of a text without case and punctuation."""
    return re.findall(r"[\w']+", text.casefold())


def word_error_rate(wanted: str, got: str) -> float:
    """Edits between the words of two texts, for every word wanted."""
    reference, found = plain_words(wanted), plain_words(got)
    row = list(range(len(found) + 1))
    for index, word in enumerate(reference, start=1):
        diagonal, row[0] = row[0], index
        for column, other in enumerate(found, start=1):
            diagonal, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, diagonal + (word != other)),
            )
    return row[-1] / len(reference)


def assert_is_srt(text: str) -> None:
    """Check that a text is a SubRip file whose cues are numbered, in order, and never overlap."""
    cue = re.compile(r"(\d+)\n(\S+) --> (\S+)\n(?:[^\n]+\n){1,2}")
    cues = [cue.fullmatch(block + "\n") for block in text.strip().split("\n\n")]
    assert cues
    assert all(cues), text
    assert [match[1] for match in cues] == [str(number) for number in range(1, len(cues) + 1)]
    times = [time for match in cues for time in (match[2], match[3])]
    assert all(re.fullmatch(r"\d\d:\d\d:\d\d,\d{3}", time) for time in times)
    assert all(before < after for before, after in pairwise(times))
