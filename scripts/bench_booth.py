"""Measures the photo booth on this machine with its real frames, looks, signatures and filter.

    python scripts/bench_booth.py [--guests 30]

Two booths take turns of guests: from the shot to the framed, signed picture, to the look, to the saved one;
then what memory the process holds after the first guests and after the last.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil

from booth import events as e
from booth.assembly import open_camera, open_parts
from booth.config import BoothConfig
from booth.consent import Agreement
from booth.flow import Stage
from booth.house import House
from booth.pictures import encode
from booth.session import Session

AGREED = Agreement(uses=frozenset({"keep", "wall"}), adult=True)
LOOKS = ("ink", "noir", "poster")
WARM_GUESTS = 6
"""Guests after whom caches are full and growth begins to count."""


class Kiosk:
    """One booth whose guests never hesitate."""

    def __init__(self, house: House, shot: bytes) -> None:
        self._changed = asyncio.Event()
        self.session: Session = house.session(self._changed.set)
        self._shot = shot
        self.framed_s: list[float] = []
        self.look_s: list[float] = []
        self.saved_s: list[float] = []

    async def guest(self, look: str) -> None:
        """Serve one guest."""
        session = self.session
        for event in (e.Press(), e.ChooseLanguage("zh-Hant"), e.Agree(AGREED, "Ada"), e.Press()):
            session.tell(event)
        await self._until(lambda: session.flow.stage is Stage.COUNTDOWN)
        begun_s = time.perf_counter()
        session.tell(self._shot)
        await self._until(lambda: session.flow.stage is Stage.LOOK)
        self.framed_s.append(time.perf_counter() - begun_s)
        begun_s = time.perf_counter()
        session.tell(e.ChooseLook(look))
        await self._until(lambda: look in session.visit.looks)
        self.look_s.append(time.perf_counter() - begun_s)
        begun_s = time.perf_counter()
        session.tell(e.Press())
        session.tell(e.Press())
        await self._until(lambda: session.flow.saved)
        self.saved_s.append(time.perf_counter() - begun_s)
        session.tell(e.Press())
        session.tell(e.Press())
        await self._until(lambda: session.flow.stage is Stage.ATTRACT)

    async def _until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._changed.clear()
            await self._changed.wait()


async def measure(guests: int, folder: Path) -> None:
    """Serve the guests and print what it took."""
    config = BoothConfig(folder=folder / "booth", authority=folder / "authority", host="127.0.0.1")
    camera = open_camera(config, demo=True)
    if camera is None:
        raise SystemExit("The demo's camera is missing.")
    camera.open()
    shot = encode(camera.read())
    camera.close()
    house = House(config, open_parts(config, "Bench", tell=print), event="Bench", port=0)
    process = psutil.Process()
    async with house.open():
        kiosks = [Kiosk(house, shot) for _ in range(2)]
        running = [asyncio.create_task(kiosk.session.run()) for kiosk in kiosks]
        await _in_turn(kiosks[0], WARM_GUESTS)
        warm_mb = process.memory_info().rss >> 20
        await _in_turn(kiosks[0], guests)
        alone = list(kiosks[0].framed_s[WARM_GUESTS:])
        end_mb = process.memory_info().rss >> 20
        both = [len(kiosk.framed_s) for kiosk in kiosks]
        await asyncio.gather(*(_in_turn(kiosk, 5) for kiosk in kiosks))
        together = [s for kiosk, before in zip(kiosks, both, strict=True) for s in kiosk.framed_s[before:]]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    _tell("shot to framed picture, one booth", alone)
    _tell("shot to framed picture, two booths", together)
    _tell("look chosen to look shown", kiosks[0].look_s)
    _tell("approved to saved", kiosks[0].saved_s)
    print(f"memory after {WARM_GUESTS} guests {warm_mb} MB, after {WARM_GUESTS + guests} guests {end_mb} MB")


async def _in_turn(kiosk: Kiosk, guests: int) -> None:
    for number in range(guests):
        await kiosk.guest(LOOKS[number % len(LOOKS)])


def _tell(what: str, seconds: list[float]) -> None:
    print(f"{what}: p50 {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s, n={len(seconds)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--guests", type=int, default=30, help="guests of the first booth (30)")
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(measure(parser.parse_args().guests, Path(place)))
