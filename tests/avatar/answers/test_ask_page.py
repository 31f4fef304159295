"""/ask and the staff's list in real Chromium, served as they are at an event."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from avatar.answers.app import routes
from avatar.answers.log import QuestionLog
from avatar.server import AvatarServer
from tests.ports import free_port

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOST, KEY = "127.0.0.1", "staff-key"
PHONE = {"width": 390, "height": 844}


class NoStage:
    """The avatar's sockets, where only the answers are served."""

    async def serve_face(self, websocket) -> None:
        await websocket.close()

    serve_director = serve_face

    def admits(self, key: str) -> bool:
        return key == KEY


@pytest_asyncio.fixture(loop_scope="session")
async def hall(engine, tmp_path) -> AsyncIterator[str]:
    port = free_port()
    asking = routes(engine, QuestionLog(tmp_path / "questions.jsonl"), admits=NoStage().admits)
    server = AvatarServer(NoStage(), host=HOST, port=port, routes=asking)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server.run(), name="serve")
        await server.started()
        yield f"http://{HOST}:{port}"
        server.stop()


async def open_page(browser: Browser, address: str, locale: str) -> Page:
    context = await browser.new_context(viewport=PHONE, locale=locale)
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    await page.goto(address)
    return page


async def ask(page: Page, question: str) -> None:
    cards = page.locator(".answer")
    before = await cards.count()
    await page.fill("#question", question)
    await page.keyboard.press("Enter")
    await expect(cards).to_have_count(before + 1)


async def test_a_phone_asks_opens_the_source_and_votes(chromium, hall):
    page = await open_page(chromium, f"{hall}/ask", "en-GB")
    await ask(page, "Who founded the Harbour Symposium?")
    await expect(page.locator(".answer .said")).to_contain_text("Grace Chan")
    await page.get_by_role("button", name="Yes").click()
    await expect(page.get_by_role("button", name="Yes")).to_have_attribute("aria-pressed", "true")
    async with page.context.expect_page() as opened:
        await page.locator("a.source").click()
    source = await opened.value
    await expect(source.locator("mark")).to_be_in_viewport()
    await expect(source.locator("mark")).to_contain_text("Grace Chan")
    await page.context.close()


async def test_who_waits_for_an_answer_sees_that_it_is_looked_for(chromium, hall):
    page = await open_page(chromium, f"{hall}/ask", "zh-HK")
    asked = asyncio.Event()

    async def late(route) -> None:
        await asked.wait()
        await route.continue_()

    await page.route("**/ask/question", late)
    await page.fill("#question", "午餐幾點開始？")
    await page.keyboard.press("Enter")
    await expect(page.locator(".looking")).to_have_text("正在查找……")
    asked.set()
    await expect(page.locator(".answer")).to_have_count(1)
    await expect(page.locator(".looking")).to_have_count(0)
    await page.context.close()


async def test_the_page_speaks_the_reader_s_language_and_shows_markup_as_text(chromium, hall):
    page = await open_page(chromium, f"{hall}/ask", "zh-HK")
    await expect(page.locator("h1")).to_have_text("查詢活動資訊")
    await ask(page, "<img src=x onerror=alert(1)>")
    assert await page.locator("#talk img").count() == 0
    await expect(page.locator(".asked")).to_have_text("<img src=x onerror=alert(1)>")
    await page.locator("#language").select_option("de")
    await expect(page.locator("h1")).to_have_text("Fragen zur Veranstaltung")
    await page.context.close()


async def test_staff_see_a_refused_question_and_take_it_off(chromium, hall):
    phone = await open_page(chromium, f"{hall}/ask", "en-GB")
    await ask(phone, "Who ate the cake?")
    desk = await open_page(chromium, f"{hall}/questions#{KEY}", "en-GB")
    await expect(desk.locator("#list li span")).to_have_text("Who ate the cake?")
    await desk.get_by_role("button", name="Answered").click()
    await expect(desk.locator("#list li")).to_have_count(0)
    await phone.context.close()
    await desk.context.close()
