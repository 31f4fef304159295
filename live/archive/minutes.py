"""The minutes of a session, kept beside its log: who read what, and how late, for the organiser's report.

`SESSION.minutes.ndjson` has one record for each minute, in the order of time.
"""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from live.delays import DelayMeter, SoundClock, Tally
from live.hub import Hub
from live.serving.outbox import Message
from live.status import RoomStatus
from live.usage import UsageMeter

ENDING = ".minutes.ndjson"
PERIOD_S = 60.0
LOOK_EVERY_S = 0.5
"""How often the room is asked how much it has heard."""

Audience = Mapping[str, Mapping[str, int]]
"""Page → language → screens."""


class RoomSeam(Protocol):
    """What is needed of a room."""

    @property
    def hub(self) -> Hub:
        """Its captions."""

    @property
    def log_path(self) -> Path:
        """Where its session is logged."""

    def status(self) -> RoomStatus:
        """How it is doing."""


class RoomMinutes:
    """Measures one room as a screen would, and writes it down."""

    def __init__(
        self, room: RoomSeam, audience: Callable[[], Audience], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.path = minutes_path(room.log_path)
        self._room = room
        self._audience = audience
        self._clock = clock
        self._sound = SoundClock()
        self._meter = DelayMeter(frozenset(room.hub.languages.source))
        self._delays: defaultdict[str, Tally] = defaultdict(Tally)
        room.hub.subscribe(self._hear)

    def look(self) -> None:
        """Ask the room how much it has heard: that sets the clock."""
        if (audio_s := self._room.status().audio_s) > 0.0:
            self._sound.observe(self._clock(), audio_s)

    def record(self, load: Mapping[str, float], at: datetime) -> dict[str, Any]:
        """What is to be told of the time since the last record."""
        status = self._room.status()
        delays = {lang: dict(sorted(tally.counts.items())) for lang, tally in self._delays.items()}
        self._delays.clear()
        return {
            "at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            "audio_s": round(status.audio_s, 1),
            "state": status.state,
            "speed": status.speed,
            "screens": self._audience(),
            "delays": delays,
            **load,
        }

    def write(self, load: Mapping[str, float], at: datetime) -> None:
        """Append a record to the file. A disk that fails must not disturb the captions."""
        with suppress(OSError), self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(self.record(load, at), separators=(",", ":")) + "\n")

    def _hear(self, message: Message) -> None:
        now = self._clock()
        content = json.loads(message.data)
        if content["type"] == "line":
            for lang, delay_s, number in self._meter.feed(content, now, self._sound.began_at):
                self._delays[lang].add(delay_s, number)


def minutes_path(log: Path) -> Path:
    """The minutes of the session with this log."""
    return log.with_name(log.stem + ENDING)


def read_minutes(log: Path) -> list[dict[str, Any]]:
    """The records beside a log, without those that cannot be read; none when there is no such file."""
    found = []
    with suppress(OSError):
        for line in minutes_path(log).read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError):
                record = json.loads(line)
                found += [record] if isinstance(record, dict) and "at" in record else []
    return found


@asynccontextmanager
async def keeping_minutes(
    rooms: Sequence[RoomSeam], audience: Callable[[str], Audience], *, period_s: float = PERIOD_S
) -> AsyncIterator[None]:
    """Keep every room's minutes while the block runs; `audience` counts the screens of a room by its name."""

    def counted(room: RoomSeam) -> Callable[[], Audience]:
        return lambda: audience(room.hub.room)

    minutes = [RoomMinutes(room, counted(room)) for room in rooms]
    load = LoadMeter()
    task = asyncio.create_task(_keep(minutes, load, period_s), name="minutes")
    try:
        yield
    finally:
        task.cancel()
        _write(minutes, load)


async def _keep(minutes: Sequence[RoomMinutes], load: "LoadMeter", period_s: float) -> None:
    loop = asyncio.get_running_loop()
    due = loop.time() + min(period_s, LOOK_EVERY_S)
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        for each in minutes:
            each.look()
        if loop.time() >= due:
            due = loop.time() + period_s
            _write(minutes, load)


def _write(minutes: Sequence[RoomMinutes], load: "LoadMeter") -> None:
    now, figures = datetime.now(UTC), load.read()
    for each in minutes:
        each.write(figures, now)


class LoadMeter:
    """How much of the machine this process and its children take."""

    def __init__(self) -> None:
        self._usage = UsageMeter()

    def read(self) -> dict[str, float]:
        """Percent of all cores together since the last reading, and memory in MiB."""
        cpu_percent, memory_mib = self._usage.read()
        return {"cpu_percent": round(cpu_percent, 1), "memory_mib": round(memory_mib)}
