"""A scripted show in real Chromium: console, stage and phones against the real room and server."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import expect

from live.archive.log import read
from live.archive.transcript import FORMATS
from live.config import TalkConfig
from live.status import Problem
from tests.live.show import Show, a_show, in_spanish

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

STRINGS = Path(__file__).parents[3] / "live" / "pages" / "strings"
LOCALES = {
    "de-DE": "de",
    "en-GB": "en",
    "es-ES": "es",
    "fr-FR": "fr",
    "ja-JP": "ja",
    "ko-KR": "ko",
    "pt-PT": "pt",
    "zh-CN": "zh-Hans",
    "zh-HK": "zh-Hant",
}
"""Of the pages' languages, and their files."""
SECRET = "Between us the merger closes tomorrow."
PROGRAMME = (
    TalkConfig(
        title="Banks and machines",
        start="2026-10-31T09:15:00",
        end="2026-10-31T10:00:00",
        speakers=[{"name": "John Smith"}],
        terms=["Cyberport"],
    ),
)


class Hall:
    """The console, the stage, and a phone that reads Spanish."""

    def __init__(self, browser: "Browser", show: Show) -> None:
        self._browser = browser
        self.show = show
        self.contexts: list[BrowserContext] = []
        self.errors: list[str] = []
        self.requests: list[str] = []

    async def visit(self, address: str, *, locale: str = "en-GB") -> "Page":
        context = await self._browser.new_context(
            viewport={"width": 1440, "height": 900}, locale=locale, reduced_motion="reduce"
        )
        self.contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        await page.goto(address)
        return page

    async def open(self) -> "tuple[Page, Page, Page]":
        console = await self.visit(self.show.console)
        await expect(console.locator("#state")).to_have_text("Live")
        stage = await self.visit(f"{self.show.url}/stage?lines=6")
        phone = await self.visit(f"{self.show.url}/?lang=es", locale="es-ES")
        await expect(phone.locator("#connection")).to_have_attribute("data-state", "live")
        await expect(stage.locator("#lost")).to_be_hidden()
        return console, stage, phone


@pytest_asyncio.fixture(loop_scope="session")
async def hall(chromium: "Browser", tmp_path) -> AsyncIterator[Hall]:
    async with a_show(tmp_path, programme=PROGRAMME) as show:
        visitors = Hall(chromium, show)
        yield visitors
        for context in visitors.contexts:
            await context.close()
    assert visitors.errors == []
    assert [url for url in visitors.requests if not url.startswith(show.url)] == []


async def test_a_wrong_name_is_right_on_every_screen_and_the_next_time(hall):
    console, stage, phone = await hall.open()
    assert "#" not in console.url
    await hall.show.speaker.says("I am Jon Smyth from the bank.")
    await expect(phone.locator("#transcript")).to_contain_text(in_spanish("I am Jon Smyth from the bank."))
    await console.locator("#lines li").last.click()
    await console.locator("textarea").fill("I am John Smith from the bank.")
    await expect(console.locator("[name=teach] b")).to_have_text("Jon Smyth → John Smith")
    await console.keyboard.press("Control+Enter")
    await expect(stage.locator("#blocks")).to_contain_text("I am John Smith")
    spanish = in_spanish("I am John Smith from the bank.")
    await expect(phone.locator("#transcript")).to_contain_text(spanish)
    await expect(phone.locator("#transcript")).not_to_contain_text("Jon Smyth")
    await expect(console.locator("#lines li").last).to_contain_text("corrected")
    assert "John Smith,Jon Smyth" in hall.show.glossary.read_text("utf-8")
    await hall.show.speaker.says("Ask Jon Smyth about it.")
    await expect(stage.locator("#blocks")).to_contain_text("Ask John Smith about it.")
    await expect(phone.locator("#transcript")).to_contain_text(in_spanish("Ask John Smith about it."))


async def test_the_latest_line_is_in_sight_on_a_small_laptop(hall):
    console = await hall.visit(hall.show.console)
    await console.set_viewport_size({"width": 1366, "height": 768})
    for number in range(25):
        await hall.show.speaker.says(f"This is sentence {number}.")
    await expect(console.locator("#lines li").last).to_contain_text("sentence 24")
    await expect(console.locator("#lines li").last).to_be_in_viewport(ratio=1)
    await expect(console.locator("#told")).to_be_in_viewport(ratio=1)


async def test_what_is_wrong_is_told_in_the_operators_language(hall):
    message = "Input 'Scarlett' is away: unplugged. Plug it in."
    hall.show.speaker.problem = Problem(code="microphone_away", message=message)
    chinese = await hall.visit(hall.show.console, locale="zh-HK")
    for place in ("#verdict-title", "#problems span"):
        await expect(chinese.locator(place)).to_have_text(re.compile("^收不到輸入裝置的聲音"))
    await expect(chinese.locator("#problems small")).to_have_text(message)
    english = await hall.visit(hall.show.console)
    await expect(english.locator("#problems span")).to_have_text(message)
    await expect(english.locator("#problems small")).to_be_hidden()
    status = await hall.visit(f"{hall.show.url}/status", locale="zh-HK")
    await expect(status.locator(".problems span")).to_have_text(re.compile("^收不到輸入裝置的聲音"))


async def test_an_order_that_is_refused_is_told_in_the_operators_language(hall):
    console = await hall.visit(hall.show.console, locale="zh-HK")
    await expect(console.locator("#state")).not_to_have_text("–")
    await console.keyboard.press("o")
    await console.keyboard.press("Enter")
    await expect(console.locator("#told")).to_have_text("已完成：不作記錄")
    await console.keyboard.press("p")
    await console.keyboard.press("Enter")
    await expect(console.locator("#told")).to_have_text("會場正「不作記錄」：請先按 G 恢復，再暫停。")
    await expect(console.locator("#told")).to_have_class("wrong")
    await console.keyboard.press("g")
    await console.keyboard.press("m")
    await expect(console.locator("#told")).to_have_text(re.compile("^已完成：.+ · 開$"))


async def test_what_wants_the_operator_is_named(hall):
    """Not "look here": what, how much, and of which room when it is another one."""
    console = await hall.visit(hall.show.console)
    await expect(console.locator("#verdict-title")).to_have_text("Look at: No sound")
    assert await console.locator("#verdict").get_attribute("data-health") == "fair"


async def test_on_a_phone_the_state_and_what_came_of_an_order_stay_in_sight(hall):
    console = await hall.visit(hall.show.console)
    await console.set_viewport_size({"width": 390, "height": 844})
    for number in range(12):
        await hall.show.speaker.says(f"This is sentence {number} of a talk that is long enough.")
    await expect(console.locator("#lines li").last).to_contain_text("sentence 11")
    await console.locator("[data-order=mask]").click()
    await expect(console.locator("#told")).to_be_in_viewport(ratio=1)
    await console.locator("#lines li").last.click()
    await expect(console.locator("[name=save]")).to_be_in_viewport(ratio=1)
    await console.locator("#heard").scroll_into_view_if_needed()
    await expect(console.locator("#state")).to_be_in_viewport(ratio=1)


async def test_off_the_record_leaves_no_trace_anywhere(hall):
    console, stage, phone = await hall.open()
    await hall.show.speaker.says("Good evening to all.")
    await hall.show.speaker.says("Between us")
    await expect(stage.locator("#blocks")).to_contain_text("Between us")
    await console.keyboard.press("o")
    await console.get_by_text("and the last 10 s").click()
    await console.keyboard.press("Enter")
    await expect(console.locator("#state")).to_have_text("Off the record")
    await expect(stage.locator("#state")).to_have_text("Off the record")
    await expect(phone.locator("#connection")).to_have_text("Sin registro")
    await hall.show.speaker.says(SECRET)
    await console.keyboard.press("g")
    await expect(console.locator("#state")).to_have_text("Live")
    await hall.show.speaker.says("We go on.")
    await expect(stage.locator("#blocks")).to_contain_text("We go on.")
    await expect(phone.locator("#transcript")).to_contain_text(in_spanish("We go on."))
    late = await hall.visit(f"{hall.show.url}/?lang=en")
    await expect(late.locator("#transcript")).to_contain_text("We go on.")
    lines = read(hall.show.room.log_path).transcript()
    texts = {"files": hall.show.kept()} | {form: render(lines) for form, render in FORMATS.items()}
    for number, page in enumerate((console, stage, phone, late)):
        texts[f"screen {number}"] = await page.locator("body").inner_text()
    async with httpx.AsyncClient() as client:
        for form in FORMATS:
            texts[f"{form} in Spanish"] = (
                await client.get(f"{hall.show.url}/transcript.{form}?lang=es")
            ).text
    traces = {place for place, text in texts.items() for word in ("Between", "merger") if word in text}
    assert traces == set()
    assert "We go on." in texts["files"]


async def test_a_pause_is_told_in_each_pages_language(hall):
    console, stage, phone = await hall.open()
    await console.keyboard.press("p")
    await console.get_by_text("Lunch break").click()
    await console.locator("[name=message]").fill("until 14:00")
    await console.keyboard.press("Enter")
    chinese = await hall.visit(f"{hall.show.url}/?lang=zh-Hant-HK", locale="zh-HK")
    for locale, code in LOCALES.items():
        reader = await hall.visit(f"{hall.show.url}/", locale=locale)
        lunch = re.search(r'notice_lunch: "(.*)"', (STRINGS / f"{code}.js").read_text(encoding="utf-8"))
        await expect(reader.locator("#notice-message")).to_have_text(f"{lunch[1]} · until 14:00")
        await reader.context.close()
    await expect(phone.locator("#notice-message")).to_have_text("Pausa para comer · until 14:00")
    await expect(chinese.locator("#notice-message")).to_have_text("午膳時間 · until 14:00")
    await expect(stage.locator("#message")).to_have_text("Lunch break · until 14:00")
    await hall.show.speaker.says("Nobody reads this.")
    await console.keyboard.press("g")
    await expect(phone.locator("#notice-message")).to_have_text("")
    await hall.show.speaker.says("Welcome back.")
    await expect(phone.locator("#transcript")).to_contain_text(in_spanish("Welcome back."))
    assert "Nobody" not in hall.show.kept()


async def test_bad_language_is_masked_for_all(hall):
    console, stage, phone = await hall.open()
    await console.keyboard.press("m")
    await expect(console.locator("[data-order=mask]")).to_have_attribute("aria-pressed", "true")
    await hall.show.speaker.says("What the fuck is this?")
    await expect(stage.locator("#blocks")).to_contain_text("What the f••• is this?")
    await expect(phone.locator("#transcript")).to_contain_text(in_spanish("What the is this?"))
    assert "fuck" not in hall.show.kept()


async def test_a_moderator_holds_corrects_and_releases(hall):
    console, stage, phone = await hall.open()
    await console.keyboard.press("h")
    await expect(console.locator("[data-order=hold]")).to_have_attribute("aria-pressed", "true")
    await hall.show.speaker.says("My number is 5550199.")
    await hall.show.speaker.says("Forget that.")
    await expect(console.locator("#waiting")).to_contain_text("My number is 5550199.")
    await expect(stage.locator(".row")).to_have_count(0)
    await console.locator("#waiting li", has_text="Forget").first.get_by_role("button").click()
    await expect(console.locator("#waiting")).not_to_contain_text("Forget that.")
    await console.locator("#waiting li").first.click()
    await console.locator("textarea").fill("My number is on my card.")
    await console.keyboard.press("Enter")
    await expect(console.locator("#told")).to_have_text("Done: Correct the line")
    await console.keyboard.press("h")
    await expect(stage.locator("#blocks")).to_contain_text("My number is on my card.")
    await expect(phone.locator("#transcript")).to_contain_text(in_spanish("My number is on my card."))
    assert "5550199" not in hall.show.kept()
    assert "Forget" not in await stage.locator("body").inner_text()


async def test_the_programme_sets_the_speaker_and_a_language_is_switched_off(hall):
    console, _, phone = await hall.open()
    await console.keyboard.press("s")
    await console.get_by_text("Banks and machines").click()
    await console.get_by_role("button", name="Set").click()
    await expect(console.locator("#speaker-now")).to_have_text("John Smith")
    await hall.show.speaker.says("Good evening.")
    await expect(console.locator("#lines li").last).to_contain_text("John Smith")
    await console.keyboard.press("l")
    await console.locator("#switches").get_by_text("Español").click()
    await console.keyboard.press("Escape")
    await expect(phone.locator("#language")).to_have_value("en")
    await hall.show.speaker.says("Ladies and gentlemen.")
    await expect(phone.locator("#transcript")).to_contain_text("Ladies and gentlemen.")
    assert await phone.locator("#language option").count() == 2


async def test_a_wrong_token_opens_nothing(hall):
    page = await hall.visit(f"{hall.show.url}/console#token=wrong")
    await expect(page.locator("#ask-token")).to_be_visible()
    await expect(page.locator("#verdict-title")).to_have_text("The token is wrong or old.")
    await expect(page.locator("#lines li")).to_have_count(0)
    await page.locator("[name=token]").fill(hall.show.console.partition("token=")[2])
    await page.keyboard.press("Enter")
    await expect(page.locator("#state")).to_have_text("Live")


@pytest.mark.parametrize(
    ("locale", "words"), [("zh-HK", "開始直播"), ("de-DE", "Live gehen"), ("ko-KR", "라이브 시작")]
)
async def test_the_console_speaks_the_operators_language(hall, locale, words):
    console = await hall.visit(hall.show.console, locale=locale)
    await expect(console.locator("[data-order=start]")).to_contain_text(words)
    await expect(console.locator("#verdict-title")).not_to_have_text("Connecting…")
    assert "undefined" not in await console.locator("body").inner_text()
    await hall.show.speaker.says("Good evening.")
    await expect(console.locator("#lines li").last).to_contain_text("Good evening.")
