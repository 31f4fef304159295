"""The face in real Chromium: lips on the sound's clock, stop, loss of the server, labels."""

import asyncio
from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import Page, async_playwright

from tests.avatar.pages.stage import Stage, part, stage
from tests.conftest import installed_chromium

pytestmark = pytest.mark.browser
FLAGS = ["--autoplay-policy=no-user-gesture-required", "--disable-gpu", "--no-sandbox"]
RATE_HZ = 24_000
SYLLABLE_S, VOWEL_S = 0.5, 0.25

# Taps the page's sound, and writes down with every frame what is heard and how the mouth stands.
WATCH = """
(() => {
  /** Where sound begins after a pause of 900 samples, or -1. */
  function onset(samples) {
    let quiet = 0;
    for (let at = 0; at < samples.length; at++) {
      if (Math.abs(samples[at]) <= 0.02) quiet++;
      else if (quiet > 900) return at;
      else quiet = 0;
    }
    return -1;
  }
  const connect = AudioNode.prototype.connect;
  let tap = null;
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode && !tap) {
      tap = new AnalyserNode(this.context, { fftSize: 8192 });
      connect.call(this, tap);
    }
    return connect.call(this, to, ...rest);
  };
  window.frames_ = [];
  document.addEventListener("avatar:frame", ({ detail: { open, speech } }) => {
    if (!tap) return;
    const { context } = tap;
    const samples = new Float32Array(tap.fftSize);
    tap.getFloatTimeDomainData(samples);
    const { contextTime, performanceTime } = context.getOutputTimestamp();
    window.frames_.push({
      wall: performance.now() / 1000, context: context.currentTime, rate: context.sampleRate,
      outOf: contextTime, outAt: performanceTime / 1000, open, speaking: speech.speaking,
      at: speech.speaking ? speech.at : -1,
      loud: onset(samples), size: samples.length, level: Math.max(...samples.subarray(-512).map(Math.abs)),
    });
  });
})();
"""


@pytest_asyncio.fixture
async def played() -> AsyncIterator[Stage]:
    async with stage() as served:
        yield served


@pytest_asyncio.fixture
async def page(played: Stage) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        path = installed_chromium(playwright.chromium.executable_path)
        if path is None:
            pytest.skip("No Chromium, Chrome or Edge is installed: install one to test the face.")
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        opened = await browser.new_page(viewport={"width": 640, "height": 360})
        await opened.add_init_script(WATCH)
        await opened.goto(f"{played.address}?autoplay&face=flat")
        await opened.locator("#card").wait_for()
        yield opened
        await browser.close()


def syllables(seconds: float) -> tuple[np.ndarray[Any, np.dtype[np.float32]], list[list[Any]]]:
    """`ma ma ma …`: a tone for each vowel, silence for each m; and its keyframes."""
    time_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    voiced = time_s % SYLLABLE_S >= SYLLABLE_S - VOWEL_S
    frames: list[list[Any]] = []
    for start in np.arange(0, seconds, SYLLABLE_S):
        opens, closes = start + SYLLABLE_S - VOWEL_S, start + SYLLABLE_S
        frames += [[opens - 0.03, "PP", 1.0], [opens + 0.03, "PP", 0.0], [closes - 0.03, "PP", 0.0]]
        frames += [[opens - 0.03, "aa", 0.0], [opens + 0.03, "aa", 1.0], [closes - 0.03, "aa", 1.0]]
        frames += [[closes + 0.03, "aa", 0.0], [closes + 0.03, "PP", 1.0]]
    sound = np.where(voiced, 0.4 * np.sin(2 * np.pi * 300 * time_s), 0).astype(np.float32)
    return sound, sorted(frames, key=lambda frame: frame[0])


async def until(page: Page, condition: str) -> None:
    """Wait for a condition; the page's policy lets Playwright's own waiting evaluate nothing."""
    while not await page.evaluate(condition):  # noqa: ASYNC110
        await asyncio.sleep(0.05)


async def heard(played: Stage, kind: str, count: int = 1) -> list[dict[str, Any]]:
    while len(found := [report for report in played.heard if report["type"] == kind]) < count:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    return found


def offsets_s(frames: list[dict[str, Any]]) -> list[float]:
    """For every vowel, how long after its sound left the loudspeaker the lips were half open."""
    onsets: list[float] = []
    for frame in frames:
        if frame["loud"] > 0:
            context = frame["context"] - (frame["size"] - frame["loud"]) / frame["rate"]
            onset = frame["outAt"] + context - frame["outOf"]
            if not onsets or onset - onsets[-1] > SYLLABLE_S / 2:
                onsets.append(onset)
    crossings = [
        before["wall"]
        + (after["wall"] - before["wall"]) * (0.25 - before["open"]) / (after["open"] - before["open"])
        for before, after in pairwise(frames)
        if before["open"] < 0.25 <= after["open"]
    ]
    return [min((crossing - onset for crossing in crossings), key=abs) for onset in onsets]


@pytest.mark.parametrize("seconds", [6, pytest.param(60, marks=pytest.mark.slow)])
async def test_the_lips_keep_to_the_sound(
    played: Stage, page: Page, seconds: int, record_property: Callable[[str, object], None]
) -> None:
    """In every frame open where a vowel is heard and shut where an m is, over the whole time.

    How late that is seen is a figure of the machine, which scripts/bench_lips.py measures too.
    """
    for seq, start in enumerate(range(0, seconds, 3)):
        sound, visemes = syllables(3)
        last = start + 3 >= seconds
        await played.send(
            **part(sound, utterance="u1", seq=seq, visemes=visemes, words=[[0, "ma"]], last=last)
        )
    await heard(played, "done", seconds // 3)

    frames = await page.evaluate("frames_")
    found = sorted(abs(offset) for offset in offsets_s(frames))
    record_property("vowels", len(found))
    record_property("median_s", round(found[len(found) // 2], 4))
    record_property("p95_s", round(found[int(len(found) * 0.95)], 4))
    vowels = [frame["open"] for frame in frames if 0.07 < _since_vowel_s(frame) < VOWEL_S - 0.07]
    closed = [frame["open"] for frame in frames if -0.18 < _since_vowel_s(frame) < -0.07]
    assert min(vowels) > 0.4
    assert max(closed) < 0.02


def _since_vowel_s(frame: dict[str, Any]) -> float:
    """How long a syllable's vowel has been heard, below 0 in its m; -1 where nothing is said."""
    return frame["at"] % SYLLABLE_S - (SYLLABLE_S - VOWEL_S) if frame["at"] >= 0 else -1.0


async def test_stop_silences_mid_word_and_shuts_the_mouth(
    played: Stage, page: Page, record_property: Callable[[str, object], None]
) -> None:
    sound, visemes = syllables(8)
    await played.send(**part(sound, utterance="u1", seq=0, visemes=visemes, words=[[0, "ma"]], last=True))
    await heard(played, "playing")
    await played.send(type="stop")
    (stopped,) = await heard(played, "stopped")

    assert stopped["utterance"] == "u1"
    record_property("after_ms", stopped["after_ms"])
    await until(page, "frames_.at(-1).open === 0 && frames_.at(-1).level < 0.001 && !frames_.at(-1).speaking")


async def test_parts_follow_without_a_gap_and_are_reported(played: Stage, page: Page) -> None:
    sound = np.full(RATE_HZ, 0.2, dtype=np.float32)
    for seq in range(3):
        await played.send(
            **part(sound, utterance="u1", seq=seq, visemes=[[0, "aa", 1]], words=[], last=seq == 2)
        )
    done = await heard(played, "done", 3)

    assert [report["seq"] for report in done] == [0, 1, 2]
    spoken = [frame for frame in await page.evaluate("frames_") if frame["speaking"]]
    start, end = spoken[0]["wall"] + 0.4, spoken[-1]["wall"] - 0.4
    levels = [frame["level"] for frame in spoken if start < frame["wall"] < end]
    assert min(levels) > 0.1


async def test_without_the_server_the_sentence_ends_and_the_face_goes_on_calmly(
    played: Stage, page: Page
) -> None:
    sound, visemes = syllables(2)
    for seq in range(3):
        await played.send(
            **part(sound, utterance="u1", seq=seq, visemes=visemes, words=[[0, "ma"]], last=seq == 2)
        )
    await heard(played, "playing")
    await played.drop()

    await until(
        page,
        "frames_.some((f) => f.speaking) && frames_.slice(-20).every((f) => !f.speaking && f.open === 0)",
    )
    assert await page.locator("#problem").is_hidden()
    assert await page.locator("#ai").is_visible()


async def test_every_face_says_that_it_is_a_machine(played: Stage, page: Page) -> None:
    assert await page.locator("#ai").inner_text() == "AI"
    await page.goto(f"{played.address}?autoplay&face=flat&lang=de")
    await page.locator("#card").wait_for()
    assert await page.locator("#ai").inner_text() == "KI"
    await played.send(type="card", name="", title="", label="")
    await page.locator("#badge").wait_for()
    assert await page.locator("#badge").inner_text() == "KI"


async def test_without_a_graphics_card_the_face_is_the_flat_one(played: Stage, page: Page) -> None:
    await page.goto(f"{played.address}?autoplay")
    await page.locator("#face .flat, #face.flat").wait_for()
    assert not await page.locator("#head").is_visible()


async def test_the_background_is_the_operators(played: Stage, page: Page) -> None:
    await played.send(type="background", background="green")
    await until(page, "getComputedStyle(document.body).backgroundColor === 'rgb(0, 177, 64)'")
    await played.send(type="background", background="transparent")
    await until(page, "getComputedStyle(document.body).backgroundColor === 'rgba(0, 0, 0, 0)'")


async def test_a_model_outside_the_events_folder_is_refused(played: Stage, page: Page) -> None:
    await page.goto(f"{played.address}?autoplay&model=../../etc/passwd.glb")
    await page.locator("#problem").wait_for()
    assert "not the name of a GLB or VRM file" in await page.locator("#problem").inner_text()
    assert await page.locator("svg").is_visible()
