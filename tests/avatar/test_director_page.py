"""The director's page and the face's page in a real browser, over the real server; the voice is a fake."""

from typing import TYPE_CHECKING

import pytest

from tests.avatar.test_show import avatar

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
SAID = "document.getElementById('said').textContent"


async def opened(chromium: "Browser", address: str) -> "Page":
    # The test looks into the page with expressions that its policy would forbid.
    context = await chromium.new_context(bypass_csp=True)
    page = await context.new_page()
    await page.goto(address)
    return page


async def test_keys_lead_the_avatar_and_a_lost_face_is_told(chromium: "Browser") -> None:
    async with avatar() as running:
        site = f"http://localhost:{running.port}"
        director = await opened(chromium, f"{site}/director#token={running.token}")
        await director.get_by_text("No face is connected").wait_for()
        assert running.token not in director.url

        face = await opened(chromium, f"{site}/avatar?face=flat&autoplay")
        await face.mouse.click(5, 5)
        await director.get_by_text("Face 127.0.0.1").wait_for()
        await director.keyboard.press("n")
        await director.wait_for_function(f"{SAID}.startsWith('Good evening')")
        await director.keyboard.press("Escape")
        await director.get_by_text("Ada is silent.").wait_for()

        await director.fill("#text", "And now for something else entirely, at length.")
        await director.keyboard.press("Control+Enter")
        await director.wait_for_function(f"{SAID}.startsWith('And now')")
        await face.close()
        await director.get_by_text("The face was lost in mid-sentence").wait_for()

        face = await opened(chromium, f"{site}/avatar?face=flat&autoplay")
        await face.mouse.click(5, 5)
        await director.get_by_text("Face 127.0.0.1").wait_for()
        await director.locator("#title").click()
        await director.keyboard.press("n")
        await director.wait_for_function(f"{SAID}.includes('我是')")
        await face.context.close()
        await director.context.close()


async def test_a_director_without_the_token_is_told_how_to_come_in(chromium: "Browser") -> None:
    async with avatar() as running:
        director = await opened(chromium, f"http://localhost:{running.port}/director#token=wrong")
        await director.get_by_text("Open this page with the address").wait_for()
        await director.context.close()
