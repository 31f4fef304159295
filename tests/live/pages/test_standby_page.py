"""Pages whose server dies, and another one that goes on."""

import pytest
from playwright.async_api import Browser, expect

from live.serving.server import CaptionServer
from tests.live.pages.conftest import HOST, PHONE, STAGE, Venue
from tests.ports import free_port

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def server_of(hall: Venue, port: int, *standbys: str) -> CaptionServer:
    return CaptionServer({"main": hall}, host=HOST, port=port, join_url="http://x/", standbys=standbys)


async def test_phone_and_stage_go_on_with_the_standby_and_lose_no_line(chromium: Browser):
    """It serves at another address, says what was said meanwhile, and the pages stay as they are."""
    hall, port = Venue(), free_port()
    context = await chromium.new_context(viewport=PHONE, locale="en-GB")
    phone, stage = await context.new_page(), await context.new_page()
    await stage.set_viewport_size(STAGE)
    async with server_of(hall, 0, f"http://{HOST}:{port}") as first:
        await phone.goto(f"http://{HOST}:{first.port}/")
        await stage.goto(f"http://{HOST}:{first.port}/stage")
        hall.say(1, "Before it died.", final=True)
        for page, place in ((phone, "#transcript"), (stage, "#blocks")):
            await expect(page.locator(place)).to_contain_text("Before it died.")
            await page.evaluate("window.same = true")
    hall.say(2, "While nobody served.", final=True)
    async with server_of(hall, port):
        for page, place in ((phone, "#transcript"), (stage, "#blocks")):
            await expect(page.locator(place)).to_contain_text("While nobody served.")
            await expect(page.locator(place)).to_contain_text("Before it died.")
        hall.say(3, "And on it goes", interim=" on")
        await expect(phone.locator("#transcript")).to_contain_text("And on it goes")
        assert await phone.evaluate("window.same") is True
    await context.close()
