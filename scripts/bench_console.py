"""Measures how soon an operator's command is on a screen: python scripts/bench_console.py

The real room, log, server and console over loopback; speech and translation are a script's, and take no time.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from live.operator.client import Operator, operating  # noqa: E402
from live.operator.token import read_access  # noqa: E402
from tests.live.show import Show, a_show  # noqa: E402

EDITS, ERASURES = 40, 20


async def main() -> None:
    """Correct lines and go off the record, again and again, beside a screen that reads two languages."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            a_show(Path(folder)) as show,
            operating(read_access(Path(folder))) as operator,
            connect(f"{show.url.replace('http', 'ws')}/captions?lang=en,es") as screen,
        ):
            for number in range(1, EDITS + 1):
                await show.speaker.says(f"This is sentence number {number}.")
            await _until(screen, id=EDITS, lang="es", final=True)
            await _edits(operator, screen)
            await _erasures(show, operator, screen)


async def _edits(operator: Operator, screen: ClientConnection) -> None:
    delays_ms: dict[str, list[float]] = {"en": [], "es": []}
    for line in range(1, EDITS + 1):
        began = time.perf_counter()
        await operator.do("edit", line=line, text=f"Corrected number {line}.")
        for lang, delays in delays_ms.items():
            await _until(screen, id=line, lang=lang, corrected=True, final=True)
            delays.append((time.perf_counter() - began) * 1000)
    for lang, delays in delays_ms.items():
        _tell(f"a correction on the screen, {lang}", delays)


async def _erasures(show: Show, operator: Operator, screen: ClientConnection) -> None:
    seen_ms, done_ms = [], []
    for _ in range(ERASURES):
        await show.speaker.says("This must not be kept.")
        began = time.perf_counter()
        erasing = asyncio.create_task(operator.do("off_record", on=True, back_s=2))
        await _until(screen, type="retract")
        seen_ms.append((time.perf_counter() - began) * 1000)
        await erasing
        done_ms.append((time.perf_counter() - began) * 1000)
        await operator.do("off_record", on=False)
    _tell("off the record, gone from the screen", seen_ms)
    _tell("off the record, gone from the disk", done_ms)


async def _until(screen: ClientConnection, **wanted: Any) -> None:
    """Read until a message has these values."""
    async with asyncio.timeout(30):
        while not wanted.items() <= json.loads(await screen.recv()).items():
            pass


def _tell(what: str, delays_ms: list[float]) -> None:
    print(f"{what}: median {statistics.median(delays_ms):.0f} ms, longest {max(delays_ms):.0f} ms")


if __name__ == "__main__":
    asyncio.run(main())
