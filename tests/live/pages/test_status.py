"""The technician's page in real Chromium, against a real server."""

import pytest
from playwright.async_api import expect

from live.status import Problem

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

AWAY = Problem(
    code="microphone_away", message="Microphone 'Desk' is away: plug it in again.", stops_captions=True
)
DISK = Problem(code="disk_low", message="The log's disk has 200 MB left: free some space.")


async def test_it_tells_at_a_glance_how_the_room_does(venue, audience):
    page = await audience.visit("/status")
    await expect(page.locator("#verdict")).to_have_attribute("data-health", "good")
    await expect(page.locator("#verdict-title")).to_have_text("Captions are running")
    await expect(page.locator("[data-of=delay] b")).to_have_text("0.8 s")
    await expect(page.locator("[data-of=load] b")).to_have_text("48 %")
    await expect(page.locator("[role=meter]")).to_have_attribute("aria-valuenow", "-23")
    await expect(page.locator("[data-of=model]")).to_have_text("whisper-large-v3-turbo · cuda float16")


async def test_what_stops_captions_comes_first(venue, audience):
    page = await audience.visit("/status")
    venue.problems = (DISK,)
    await expect(page.locator("#verdict")).to_have_attribute("data-health", "fair")
    venue.problems = (DISK, AWAY)
    await expect(page.locator("#verdict")).to_have_attribute("data-health", "bad")
    await expect(page.locator(".problems li")).to_have_text([AWAY.message, DISK.message])
    venue.problems = ()
    await expect(page.locator("#verdict")).to_have_attribute("data-health", "good")
    await expect(page.locator(".problems li")).to_have_count(0)


async def test_screens_are_counted(venue, audience):
    page = await audience.visit("/status")
    await audience.visit()
    await audience.visit("/stage")
    await expect(page.locator("[data-of=screens] b")).to_have_text("2")
    await expect(page.locator("[data-of=screens] small")).to_have_text("Phones 1 · Stage 1")


async def test_a_silent_server_is_told_in_the_technicians_language(venue, audience):
    page = await audience.visit("/status", locale="zh-HK")
    await expect(page.locator("#verdict-title")).to_have_text("字幕運作正常")
    await venue.close()
    await expect(page.locator("#verdict-title")).to_have_text("Footlights 沒有回應")
    await venue.open()
    await expect(page.locator("#verdict-title")).to_have_text("字幕運作正常")
