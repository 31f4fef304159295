"""Measures the photo booth on this machine with its real frames, looks, signatures and filter.

    python scripts/bench_booth.py [--guests 30]
    python scripts/bench_booth.py --chromium [--guests 30]

Two booths take turns of guests: from the shot to the framed picture, to the look, to the saved one; then what
memory the process holds after the first guests and after the last.

With --chromium `footlights booth` runs as it does at an event, and guests stand before its kiosk in a real
Chromium whose webcam shows a face at 1920 x 1080: from the flash to the framed picture on the screen.
"""

import argparse
import asyncio
import contextlib
import re
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import psutil
from PIL import Image

from booth import events as e
from booth.assembly import open_camera, open_parts
from booth.config import BoothConfig
from booth.consent import Agreement
from booth.flow import Stage
from booth.house import House
from booth.pictures import encode
from booth.session import Session
from tests.conftest import CHROMIUM_FLAGS, installed_chromium

if TYPE_CHECKING:
    from playwright.async_api import Page

ROOT = Path(__file__).resolve().parents[1]
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


@contextlib.asynccontextmanager
async def running_booth(place: Path) -> AsyncIterator[str]:
    """Run `footlights booth` on folders of its own; gives the kiosk's address once it answers."""
    event = place / "event.toml"
    event.write_text(
        f'[event]\nname = "Bench"\n[booth]\nport = 0\nhost = "127.0.0.1"\n'
        f"folder = '{place / 'booth'}'\nauthority = '{place / 'authority'}'\n",
        encoding="utf-8",
    )
    booth = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "footlights.py"), "booth", "--config", str(event)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert booth.stdout is not None  # noqa: S101 - it is a pipe
    try:
        async for line in booth.stdout:
            if found := re.search(r"Kiosk +(\S+)", line.decode()):
                yield found[1]
                break
    finally:
        booth.terminate()
        await booth.wait()


def webcam_video(path: Path) -> Path:
    """Write a motion JPEG of a swaying face as a webcam gives it: 1920 x 1080."""
    from skimage import data  # noqa: PLC0415 - of the demo's extra

    portrait = Image.fromarray(np.asarray(data.astronaut(), np.uint8)[:288])  # type: ignore[no-untyped-call]
    face = np.asarray(portrait.resize((1920, 1080)))
    shifts = [round(24 * np.sin(2 * np.pi * number / 12)) for number in range(12)]
    path.write_bytes(b"".join(encode(np.roll(face, shift, axis=1)) for shift in shifts))
    return path


async def measure_kiosk(guests: int, folder: Path) -> None:
    """Let guests stand before a real kiosk, and print how soon they saw their framed picture."""
    from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - of the tests' extra

    camera = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={webcam_video(folder / 'face.mjpeg')}",
    )
    async with running_booth(folder) as kiosk, async_playwright() as playwright:
        chromium = installed_chromium(playwright.chromium.executable_path)
        browser = await playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM_FLAGS, *camera])
        page = await browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        page.set_default_timeout(120_000)
        while True:
            with contextlib.suppress(Error):
                await page.goto(kiosk)
                break
            await asyncio.sleep(0.2)
        seen_s = []
        for number in range(guests):
            seen_s.append(await framed_at_kiosk(page))
            print(f"guest {number + 1}: {seen_s[-1]:.2f} s", flush=True)
        await browser.close()
    _tell("flash to framed picture, in Chromium", seen_s)


async def framed_at_kiosk(page: "Page") -> float:
    """Be one guest, who leaves again; returns the seconds from the flash to the framed picture."""
    await page.click(".start")
    await page.click(".tile[lang=zh-Hant]")
    await page.click(".line.adult")
    await page.click(".consent .big")
    await page.wait_for_function(
        "document.querySelector('#booth').shadowRoot.querySelector('video')?.videoWidth"
    )
    await page.evaluate("performance.clearMarks()")
    await page.click(".shutter")
    await page.wait_for_function("performance.getEntriesByName('framed').length", polling=100)
    marks = await page.evaluate(
        "['shutter', 'framed'].map((n) => performance.getEntriesByName(n)[0].startTime)"
    )
    await page.click(".side .quiet")
    await page.click(".controls .quiet")
    await page.wait_for_selector(".start")
    return float(marks[1] - marks[0]) / 1000


def _tell(what: str, seconds: list[float]) -> None:
    print(f"{what}: p50 {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s, n={len(seconds)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--guests", type=int, default=30, help="guests of the first booth (30)")
    parser.add_argument("--chromium", action="store_true", help="measure at the kiosk in a real Chromium")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        asyncio.run((measure_kiosk if chosen.chromium else measure)(chosen.guests, Path(place)))
