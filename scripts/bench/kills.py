"""Kills `footlights live` at random moments of a talk while screens come and go, and looks for lost words."""

import asyncio
import contextlib
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from bench.live_run import free_port, last_lines, server
from bench.witness import Numbers, Witness, differences, missing
from live.archive import log

LIFE_S = (3.5, 9.0)
"""How long a run captions before it is killed: at least as long as the sound it hears again."""
STAY_S = (0.5, 5.0)
"""How long a restless screen stays connected."""
START_LIMIT_S = 90.0
END_LIMIT_S = 600.0
RETRY_S = 0.1

Command = Callable[[int], Sequence[str]]


@dataclass(slots=True)
class Outcome:
    """What came of it."""

    kills: int = 0
    screens: int = 0
    connections: int = 0
    lines: int = 0
    words: int = 0
    messages: int = 0
    start_s: list[float] = field(default_factory=list)
    """From the start of each run until a screen was connected, in seconds."""
    broken: list[str] = field(default_factory=list)


async def run_kills(
    command: Command, folder: Path, *, kills: int, screens: int, chance: random.Random
) -> Outcome:
    """Run a command that ends with its file; kill it so often, and let the last run come to the end."""
    port, numbers, outcome = free_port(), Numbers(), Outcome(screens=screens)
    witnesses = [Witness(numbers) for _ in range(screens)]
    watching = [
        asyncio.create_task(_watch(witness, port, outcome, chance, restless=number % 2 == 1))
        for number, witness in enumerate(witnesses)
    ]
    try:
        for _ in range(kills):
            await _live_and_die(command(port), folder, witnesses, outcome, chance)
            outcome.broken += _lost_words(folder, witnesses)
        await _live_to_the_end(command(port), folder, witnesses)
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
    logged = _logged(folder)
    outcome.broken += differences(witnesses, logged)
    outcome.broken += numbers.broken + [line for witness in witnesses for line in witness.broken]
    outcome.lines, outcome.messages = len(logged), len(numbers.sent)
    outcome.words = sum(len(text.split()) for text in logged.values())
    return outcome


async def _live_and_die(
    command: Sequence[str], folder: Path, witnesses: list[Witness], outcome: Outcome, chance: random.Random
) -> None:
    connections, began = outcome.connections, time.monotonic()
    async with server(command, folder) as process:
        while outcome.connections == connections:
            if process.returncode is not None or time.monotonic() - began > START_LIMIT_S:
                raise RuntimeError(f"It does not start: {last_lines(folder)}")
            await asyncio.sleep(RETRY_S / 2)
        outcome.start_s.append(time.monotonic() - began)
        await asyncio.sleep(chance.uniform(*LIFE_S))
        if process.returncode is not None:
            raise RuntimeError("The talk ended before the last kill: take a longer file or fewer kills.")
        process.kill()
        await process.wait()
    outcome.kills += 1


async def _live_to_the_end(command: Sequence[str], folder: Path, witnesses: list[Witness]) -> None:
    async with server(command, folder) as process:
        await asyncio.wait_for(process.wait(), END_LIMIT_S)
        if process.returncode != 0:
            raise RuntimeError(f"It ended with {process.returncode}: {last_lines(folder)}")


async def _watch(
    witness: Witness, port: int, outcome: Outcome, chance: random.Random, *, restless: bool
) -> None:
    """Read captions until cancelled, coming back as the protocol says; a restless screen leaves by itself."""
    while True:
        query = "room=main" if witness.after is None else f"room=main&after={witness.after}"
        stay_s = chance.uniform(*STAY_S) if restless and witness.state != "ended" else None
        with contextlib.suppress(OSError, WebSocketException, TimeoutError):
            async with connect(f"ws://127.0.0.1:{port}/captions?{query}", open_timeout=5) as socket:
                outcome.connections += 1
                async with asyncio.timeout(stay_s):
                    async for message in socket:
                        witness.take(json.loads(message))
        await asyncio.sleep(RETRY_S * chance.random())


def _lost_words(folder: Path, witnesses: list[Witness]) -> list[str]:
    logged = _logged(folder)
    return [line for witness in witnesses for line in missing(witness.committed, logged)]


def _logged(folder: Path) -> dict[tuple[int, str], str]:
    """The committed text of every line in the log."""
    paths = log.sessions(folder / "sessions")
    if len(paths) != 1:
        raise RuntimeError(f"One session should have one log: {[path.name for path in paths]}")
    return {key: line.text for key, line in log.read(paths[0]).lines.items() if line.text}
