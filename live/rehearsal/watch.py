"""What can be seen of a running stage from outside: how much it has heard, and what it takes."""

import asyncio
import json
import ssl
import time
from collections import defaultdict
from contextlib import suppress
from urllib.request import urlopen

import psutil

from live.rehearsal.figures import Heard
from live.rehearsal.report import Load
from live.usage import UsageMeter

LOOK_EVERY_S = 0.25
ANSWER_TIMEOUT_S = 5.0


class Watch:
    """Looks at a stage four times a second. `address` such as `http://127.0.0.1:8000`."""

    def __init__(self, pid: int, address: str, tls: ssl.SSLContext | None) -> None:
        self.heard: defaultdict[str, list[Heard]] = defaultdict(list)
        """By room."""
        self.cpu: list[tuple[float, float]] = []
        """Minutes since the first look, and percent of all cores together, every second."""
        self.memory: list[tuple[float, float]] = []
        """Minutes since the first look, and MiB, every second."""
        self._usage = UsageMeter(pid)
        self._address = address
        self._tls = tls

    async def look(self) -> None:
        """Look until cancelled; a stage that is gone is no trouble."""
        began_s = noted_s = time.monotonic()
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            with suppress(OSError, ValueError):
                await asyncio.to_thread(self._ask)
            now_s = time.monotonic()
            if now_s - noted_s >= 1.0:
                noted_s = now_s
                with suppress(psutil.Error):
                    self._note((now_s - began_s) / 60)

    @property
    def load(self) -> Load | None:
        """Mean load and most memory; None when nothing was seen."""
        if not self.cpu:
            return None
        cpu, memory = [percent for _, percent in self.cpu], [mib for _, mib in self.memory]
        return Load(cpu_percent=round(sum(cpu) / len(cpu), 1), memory_mib=round(max(memory)))

    def _ask(self) -> None:
        with urlopen(f"{self._address}/status.json", timeout=ANSWER_TIMEOUT_S, context=self._tls) as reply:  # noqa: S310 - our own server
            now, rooms = time.monotonic(), json.load(reply)
        for room in rooms:
            if room["audio_s"] > 0.0:
                self.heard[room["room"]].append((now, room["audio_s"]))

    def _note(self, at_min: float) -> None:
        cpu_percent, memory_mib = self._usage.read()
        self.cpu.append((at_min, cpu_percent))
        self.memory.append((at_min, memory_mib))
