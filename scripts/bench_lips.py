"""Measures the avatar on stage, whole: `python -m scripts.bench_lips [--voices en,zh] [--head]`.

The real server with its real voices, the face and the director's page in Chromium. The sound is tapped before
the loudspeaker and found again in what the voice made; the browser's time stamp says when it leaves it. That
is compared with the moment at which the same place of the speech is seen on the lips. A stop is measured from
the key on the director's page to the last sound at the tap.
"""

import argparse
import asyncio
import base64
import re
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

import numpy as np
from playwright.async_api import Browser, Page, async_playwright

from avatar import show
from avatar.script import Script
from tests.conftest import installed_chromium

TEXTS = {
    "en": (
        "Good evening, and thank you, Grace. My name is Ada, and people call me a marvel of banking. I say"
        " what my director has approved, word for word, and nothing else. When I answer a question, I quote"
        " the documents of this event. Lunch is at half past twelve, and there is a quiet room upstairs."
        " The workshops run from two to four. Maybe somebody will bring a big map and a bunch of balloons."
    ),
    "zh": (
        "各位来宾，晚上好。我说的每一句话，都会马上变成字幕，再翻译成您的语言。"
        "您可以放心，所有内容都留在这台电脑里。八百名朋友明白我们的办法。"
    ),
}
STOPPED = "Balloons and mountains, numbers and banks, over and over and over again."
SHOWN_LATER_MS = 17
"""What is drawn is seen at the next refresh of the screen."""
ALIKE = 0.9
"""Correlation above which a piece of sound has been found again."""
WATCH = """
(() => {
  const connect = AudioNode.prototype.connect;
  let tap = null, last = 0;
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode && !tap) {
      tap = new AnalyserNode(this.context, { fftSize: 4096 });
      connect.call(this, tap);
    }
    return connect.call(this, to, ...rest);
  };
  const parts = {}, snaps = [], frames = [], loud = [];
  window.seen = { parts, snaps, frames, loud };
  window.WebSocket = class extends WebSocket {
    constructor(...rest) {
      super(...rest);
      this.addEventListener("message", ({ data }) => {
        const message = JSON.parse(data);
        if (message.type === "speak") parts[`${message.utterance}/${message.seq}`] = message;
      });
    }
  };
  document.addEventListener("avatar:frame", ({ detail: { now, open, speech } }) => {
    const key = speech.speaking ? `${speech.part.utterance}/${speech.part.seq}` : "";
    frames.push({ open, at: speech.at, key });
    if (!tap) return;
    const samples = new Float32Array(tap.fftSize);
    tap.getFloatTimeDomainData(samples);
    const { context } = tap;
    if (samples.subarray(-256).some((value) => Math.abs(value) > 0.003)) {
      loud.push(performance.timeOrigin + performance.now());
    }
    if (!key || now - last < 0.4) return;
    last = now;
    const { contextTime, performanceTime } = context.getOutputTimestamp();
    const out = { outOf: contextTime, outAt: performanceTime };
    const clocks = { wall: now * 1000, context: context.currentTime, rate: context.sampleRate, ...out };
    snaps.push({ ...clocks, key, at: speech.at, samples: [...samples] });
  });
})();
"""


def late_s(snap: dict[str, Any], part: dict[str, Any]) -> float | None:
    """How long after its sound a moment of speech is seen; None where the sound is not found again."""
    made = np.frombuffer(base64.b64decode(part["audio"]), "<i2") / 32768
    rate_hz = snap["rate"]
    places = np.arange(int(len(made) * rate_hz / part["rate_hz"])) * part["rate_hz"] / rate_hz
    made, heard = np.interp(places, np.arange(len(made)), made), np.array(snap["samples"])
    if len(made) < len(heard) or np.abs(heard).max() < 0.03:
        return None
    power = np.convolve(made**2, np.ones(len(heard)), "valid")
    alike = np.correlate(made, heard, "valid") / np.sqrt(np.maximum(power, 1e-9) * (heard**2).sum())
    if alike.max() < ALIKE:
        return None
    at_s = (int(alike.argmax()) + len(heard)) / rate_hz
    leaves_ms = snap["outAt"] + (snap["context"] - snap["outOf"]) * 1000
    seen_ms = snap["wall"] + SHOWN_LATER_MS + (at_s - snap["at"]) * 1000
    return float(seen_ms - leaves_ms) / 1000


def opened(
    frames: list[dict[str, Any]], parts: dict[str, Any], visemes: set[str], least: float
) -> list[float]:
    """How far the lips were apart in the frames in which one of the visemes had at least a weight."""
    found = []
    for frame in frames:
        keys = parts[frame["key"]]["visemes"] if frame["key"] else []
        for viseme in visemes:
            times = [t for t, name, _ in keys if name == viseme]
            weights = [weight for _, name, weight in keys if name == viseme]
            if times and np.interp(frame["at"], times, weights) >= least:
                found.append(frame["open"])
                break
    return found


async def until(condition: Callable[[], Awaitable[object]]) -> None:
    """Wait until a page says so."""
    while not await condition():  # noqa: ASYNC110 - the page's policy lets nothing be waited for within it
        await asyncio.sleep(0.03)


class Stage:
    """Both pages."""

    def __init__(self, director: Page, face: Page) -> None:
        self.director, self.face = director, face

    async def is_silent(self) -> object:
        """Whether the director's page says so."""
        return await self.director.evaluate(
            "document.getElementById('unsaid').textContent.endsWith('is silent.')"
        )

    async def is_speaking(self) -> object:
        """Whether the lips speak."""
        return await self.face.evaluate("Boolean(seen.frames.at(-1)?.key)")

    async def lips_rest(self) -> object:
        """Whether the lips do not speak."""
        return not await self.is_speaking()

    async def forget(self) -> None:
        """Begin to measure anew."""
        await self.face.evaluate("for (const list of [seen.snaps, seen.frames, seen.loud]) list.length = 0")

    async def say(self, text: str, lang: str, seconds: float) -> str:
        """Have a text said again and again for so long; returns the figures as a row."""
        await self.forget()
        until_s = time.monotonic() + seconds
        while time.monotonic() < until_s:
            await self.order(text, lang)
            await until(self.is_silent)
            await until(self.lips_rest)
        seen = await self.face.evaluate("seen")
        parts, frames = seen["parts"], [frame for frame in seen["frames"] if frame["key"]]
        found = [late for snap in seen["snaps"] if (late := late_s(snap, parts[snap["key"]])) is not None]
        length_s = sum(parts[key]["duration_s"] for key in {frame["key"] for frame in frames})
        off = np.abs(found)
        wide, shut = opened(frames, parts, {"aa", "E", "O"}, 0.7), opened(frames, parts, {"PP"}, 0.9)
        return (
            f"| {lang}, {length_s:.0f} s "
            f"| {np.median(off):.3f} / {np.quantile(off, 0.95):.3f} / {off.max():.3f} "
            f"| {np.median(wide or [np.nan]):.2f} / {max(shut, default=np.nan):.2f} "
            f"| {len(frames) / length_s:.0f} |"
        )

    async def order(self, text: str, lang: str) -> None:
        """Have a text said; returns once the lips speak."""
        await self.director.fill("#text", text)
        await self.director.select_option("#lang", lang)
        await self.director.keyboard.press("Control+Enter")
        await until(self.is_speaking)

    async def stop_s(self, after_s: float) -> float:
        """From the key to the last sound, so long after the avatar began to speak."""
        await self.order(STOPPED, "en")
        await asyncio.sleep(after_s)
        await self.forget()
        pressed_ms = await self.director.evaluate("performance.timeOrigin + performance.now()")
        await self.director.keyboard.press("Escape")
        await until(self.is_silent)
        await asyncio.sleep(0.5)
        loud = await self.face.evaluate("seen.loud")
        return float(max([0.0, *(ms - pressed_ms for ms in loud)])) / 1000


async def measure(browser: Browser, address: str, token: str, args: argparse.Namespace) -> None:
    """Measure, and print a row for each voice."""
    director, face = await browser.new_page(), await browser.new_page(viewport={"width": 960, "height": 540})
    await face.add_init_script(WATCH)
    await director.goto(f"{address}/director#token={token}")
    await face.goto(f"{address}/avatar?autoplay&face={'head' if args.head else 'flat'}")
    await director.get_by_text("Face 127.0.0.1").wait_for(timeout=300_000)
    stage = Stage(director, face)
    print(
        "| voice | lips off sound, median / p95 / longest s | lips apart on a, e, o / on m, b, p | frames/s |"
    )
    print("| --- | --- | --- | --- |")
    for lang in args.voices.split(","):
        print(await stage.say(TEXTS[lang], lang, args.seconds), flush=True)
    stops = [await stage.stop_s(0.7 + 0.13 * at) for at in range(args.stops)]
    if stops:
        median_s, longest_s = statistics.median(stops), max(stops)
        print(f"\nKey to silence: median {median_s:.2f} s, longest {longest_s:.2f} s of {len(stops)}.")


async def main() -> None:
    """Put the avatar on stage, measure, and take it off."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--voices", default="en,zh", help="languages (en,zh)")
    parser.add_argument(
        "--seconds", type=float, default=60.0, help="how long each voice speaks at least (60)"
    )
    parser.add_argument("--stops", type=int, default=6, help="how often it is stopped in mid-word (6)")
    parser.add_argument(
        "--head", action="store_true", help="the head instead of the flat face, drawn by software"
    )
    args = parser.parse_args()
    lines = [{"text": STOPPED, "lang": lang} for lang in args.voices.split(",")]
    told: asyncio.Queue[str] = asyncio.Queue()
    stop = asyncio.Event()
    options = show.Options(port=0)
    task = asyncio.create_task(
        show.serve(Script.model_validate({"lines": lines}), options, stop=stop, tell=told.put_nowait)
    )
    while not (place := re.search(r"(http://localhost:\d+)/director#token=(\S+)", await told.get())):
        pass
    async with async_playwright() as playwright:
        path = installed_chromium(playwright.chromium.executable_path)
        gl = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"] if args.head else ["--disable-gpu"]
        flags = ["--autoplay-policy=no-user-gesture-required", "--no-sandbox", *gl]
        browser = await playwright.chromium.launch(executable_path=path, args=flags)
        await measure(browser, place[1], place[2], args)
        await browser.close()
    stop.set()
    await task


if __name__ == "__main__":
    asyncio.run(main())
