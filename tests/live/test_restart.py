"""Killed in mid-talk and started again, as a screen, a phone and the stage see it."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from live.archive.log import sessions
from tests.live.running import Screen, footlights_live, plain_words, word_error_rate
from tests.ports import free_port
from tests.speech import speech_clip

pytestmark = [pytest.mark.model, pytest.mark.slow]

PHONE = {"width": 390, "height": 844}
STAGE = {"width": 1920, "height": 1080}
SHOWN_WITHIN_MS = 60_000


async def test_a_kill_in_mid_talk_loses_and_repeats_nothing(whisper_tiny, tmp_path):
    """The same session goes on; a screen that comes back with `after` has every word once."""
    clip = speech_clip("demo-echotest")
    screen = Screen()
    async with footlights_live(whisper_tiny, tmp_path, "--source", clip.path) as live:
        await screen.read(live.port, until=lambda screen: "mode" in screen.text)
        await live.kill()
    session, seq, said = screen.session, screen.seq, plain_words(screen.text)
    options = ("--source", clip.path, "--exit-at-end")
    async with footlights_live(whisper_tiny, tmp_path, *options) as live:
        assert "Going on with the session" in live.output
        await screen.read(live.port, until=lambda screen: screen.state == "ended")
        assert await live.end() == 0
    assert screen.session == session
    assert screen.seq > seq
    assert len(sessions(tmp_path / "sessions")) == 1
    assert plain_words(screen.text)[: len(said)] == said
    assert word_error_rate(clip.text, screen.text) < 0.2


async def shown(page: Page, place: str) -> list[str]:
    """The words on a page."""
    texts = await page.locator(f"{place} p:not([hidden])").all_inner_texts()
    return plain_words(" ".join(texts))


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_a_phone_and_the_stage_live_through_a_kill(chromium: Browser, whisper_tiny, tmp_path):
    """They come back by themselves on the same page, with every word once; one that was away catches up."""
    clip = speech_clip("demo-echotest")
    options = ("--source", clip.path, "--port", str(free_port()))
    phone, away = [await chromium.new_context(viewport=PHONE) for _ in range(2)]
    stage = await chromium.new_context(viewport=STAGE)
    pages = [await context.new_page() for context in (phone, away, stage)]
    async with footlights_live(whisper_tiny, tmp_path, *options) as live:
        for page, path in zip(pages, ("/", "/", "/stage"), strict=True):
            await page.goto(f"http://127.0.0.1:{live.port}{path}")
            await page.evaluate("window.same = true")
        await expect(pages[0].locator("#transcript")).to_contain_text(
            "repeated", ignore_case=True, timeout=SHOWN_WITHIN_MS
        )
        await expect(pages[2].locator("#blocks")).to_contain_text(
            "repeated", ignore_case=True, timeout=SHOWN_WITHIN_MS
        )
        await away.set_offline(True)
        await live.kill()
    await expect(pages[2].locator("#lost")).to_be_visible()
    async with footlights_live(whisper_tiny, tmp_path, *options) as live:
        await expect(pages[2].locator("#blocks")).to_contain_text(
            "pound", ignore_case=True, timeout=SHOWN_WITHIN_MS
        )
        screen = Screen()
        await screen.read(live.port, until=lambda screen: screen.state == "ended")
        await away.set_offline(False)
        for page in pages[:2]:
            last = re.compile(re.escape(plain_words(screen.text)[-1]))
            await expect(page.locator("#transcript p").last).to_have_text(last, timeout=SHOWN_WITHIN_MS)
            assert await shown(page, "#transcript") == plain_words(screen.text)
            assert await page.evaluate("window.same")
    assert word_error_rate(clip.text, screen.text) < 0.2
    for context in (phone, away, stage):
        await context.close()
