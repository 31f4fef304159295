"""A scripted show with everything real: voice, models, processes, Redis, Chromium."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from playwright.async_api import expect

import models
from live.archive.log import sessions
from live.audio.decode import Decoder
from live.events import RATE_HZ
from models.errors import ModelError
from tests.live.theatre import Seats, Theatre, a_theatre, seats_in
from tests.redis_server import RedisServer, redis_server
from tests.speech import speech_clip

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
    pytest.mark.redis,
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(3600),
]

TRANSLATION = "qwen2.5-coder-0.5b"
TRANSLATED_MS = 900_000
"""How long a translation may take: a busy machine loads the model and translates at a tenth of its speed."""
WRONG, RIGHT = re.compile("phone", re.IGNORECASE), "Vaughn"
"""A name as it is heard, and as it should be."""
MASKED = re.compile(rf"e•+\s*our\s*{RIGHT}")
"""With any break of rows: how much fits into one depends on the machine's fonts."""
SECRET = re.compile(r"asterisk|pbx|ivr|linux|plata?form", re.IGNORECASE)
"""Words of the clip that is said off the record, some of them before the key is pressed."""
BACK_S = 30.0
"""How much of what was said before the key is erased, too."""
OFF_RECORD_S = 32.0
"""Sound that is heard off the record: the rest of one clip, and another."""


@pytest.fixture(autouse=True)
def _translation_model() -> None:
    try:
        models.pull(TRANSLATION)
    except ModelError as error:
        pytest.skip(str(error))


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    with redis_server(tmp_path) as server:
        yield server


async def test_the_whole_show(chromium: "Browser", tmp_path, whisper_tiny, redis):
    async with a_theatre(tmp_path, whisper_tiny, redis) as theatre:
        seats = await seats_in(theatre, chromium)
        await a_wrong_name_is_put_right_for_ever(theatre, seats)
        await a_word_is_masked(theatre, seats)
        await something_is_not_for_the_record(theatre, seats)
        await lunch_is_announced(theatre, seats)
        await a_moderator_holds_and_releases(theatre, seats)
        texts = await seats.everything_seen() | await theatre.everything_served()
        theatre.live.process.terminate()
        assert await theatre.live.end() == 0
    texts |= theatre.everything_kept() | {"Zoom": "\n".join(theatre.zoom.lines)}
    assert [place for place, text in texts.items() if SECRET.search(text)] == []
    (log,), (mirrored,) = sessions(tmp_path / "sessions"), sessions(tmp_path / "second" / "sessions")
    for place in ("Redis", "Zoom", str(log), str(mirrored)):
        assert RIGHT in texts[place], place
    assert off_record_s(log) <= silence_s(recorded(tmp_path / "sessions"))


async def a_wrong_name_is_put_right_for_ever(theatre: Theatre, seats: Seats) -> None:
    """One key corrects it everywhere and teaches the glossary."""
    theatre.air.say(speech_clip("tt-weasels").path)
    console = seats.console
    await expect(seats.stage.locator("#blocks")).to_contain_text(re.compile("system", re.IGNORECASE))
    await expect(seats.spanish.locator("#transcript .line")).to_have_count(1, timeout=TRANSLATED_MS)
    await console.locator("#lines li").last.click()
    heard = await console.locator("textarea").input_value()
    await console.locator("textarea").fill(WRONG.sub(RIGHT, heard))
    await expect(console.locator("[name=teach] b")).to_contain_text(f"→ {RIGHT}")
    await console.keyboard.press("Control+Enter")
    for page in seats.screens:
        await expect(page.locator("body")).to_contain_text(RIGHT, timeout=TRANSLATED_MS)
    await expect(seats.stage.locator("#blocks")).not_to_contain_text(WRONG)
    await expect(seats.relayed.locator("#transcript")).not_to_contain_text(WRONG)
    telephone = re.compile("tel[eé]f", re.IGNORECASE)
    await expect(seats.spanish.locator("#transcript")).not_to_contain_text(telephone)


async def a_word_is_masked(theatre: Theatre, seats: Seats) -> None:
    """The same is said again: with the right name, and with dots."""
    await theatre.operator("mask", "on", "--words", "eaten")
    theatre.air.say(speech_clip("tt-weasels").path)
    await expect(seats.stage.locator("#blocks")).to_contain_text(MASKED)
    await expect(seats.relayed.locator("#transcript")).to_contain_text(MASKED)


async def something_is_not_for_the_record(theatre: Theatre, seats: Seats) -> None:
    """The key is pressed in the middle of it."""
    theatre.air.say(speech_clip("demo-moreinfo").path)
    await expect(seats.stage.locator("#blocks")).to_contain_text(SECRET)
    await seats.console.keyboard.press("o")
    await seats.console.get_by_text(f"and the last {BACK_S:.0f} s").click()
    await seats.console.keyboard.press("Enter")
    await expect(seats.stage.locator("#state")).to_have_text("Off the record")
    await expect(seats.spanish.locator("#connection")).to_have_text("Sin registro")
    await expect(seats.relayed.locator("#connection")).to_have_text("Off the record")
    theatre.air.say(speech_clip("demo-moreinfo").path)
    await theatre.until_heard(OFF_RECORD_S)
    await seats.console.keyboard.press("g")
    await expect(seats.console.locator("#state")).to_have_text("Live")


async def lunch_is_announced(theatre: Theatre, seats: Seats) -> None:
    """In the language of each page."""
    await theatre.operator("pause", "--notice", "lunch")
    await expect(seats.stage.locator("#message")).to_have_text("Lunch break")
    await expect(seats.spanish.locator("#notice-message")).to_have_text("Pausa para comer")
    await expect(seats.relayed.locator("#notice-message")).to_have_text("Lunch break")
    await theatre.operator("start")
    await expect(seats.spanish.locator("#notice-message")).to_have_text("")


async def a_moderator_holds_and_releases(theatre: Theatre, seats: Seats) -> None:
    """What is held is on the console alone."""
    console, screens = seats.console, (seats.stage, seats.relayed)
    await console.keyboard.press("h")
    await expect(console.locator("[data-order=hold]")).to_have_attribute("aria-pressed", "true")
    shown = [await page.locator("body").inner_text() for page in screens]
    theatre.air.say(speech_clip("tt-weasels").path)
    await expect(console.locator("#waiting")).to_contain_text("system")
    assert [await page.locator("body").inner_text() for page in screens] == shown
    await console.keyboard.press("h")
    await expect(console.locator("#waiting li")).to_have_count(0)
    for page in screens:
        await expect(page.locator("body")).to_contain_text(MASKED)


def recorded(folder: Path) -> np.ndarray:
    """All that the recordings in a folder have."""
    sound = []
    for path in sorted(folder.rglob("*.flac")):
        with Decoder(str(path), name=path.name) as decoder:
            sound += [block.samples for block in decoder.blocks()]
    return np.concatenate(sound)


def off_record_s(log: Path) -> float:
    """How many seconds must not be in the recording; half a second is left for where the cut lies."""
    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    states = [entry for entry in entries if entry["type"] == "state"]
    at = next(n for n, entry in enumerate(states) if entry["state"] == "off_record")
    began_s = max(0.0, states[at]["audio_s"] - BACK_S)
    return states[at + 1]["audio_s"] - began_s - 0.5


def silence_s(sound: np.ndarray) -> float:
    """The length of the longest silence that is all zeros, which the room itself never is."""
    loud = np.flatnonzero(sound)
    return float(np.diff(loud, prepend=-1).max()) / RATE_HZ
