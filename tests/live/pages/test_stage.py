"""The stage screen and the overlay in real Chromium, against a real server."""

import pytest
from playwright.async_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SPEECH = (
    "And so, my fellow guests, ask not what the machine can do for you, but what you can do with it tonight."
)


async def rows_of(page, lang: str = "en") -> list[str]:
    return await page.locator(f".block[lang='{lang}'] .row").all_inner_texts()


async def test_rows_fill_from_the_bottom_and_never_break_anew(venue, audience):
    """While words come one by one, a row that is full stays as it is and where it began."""
    page = await audience.visit("/stage?lines=3", reduced_motion="reduce")
    words = SPEECH.split(" ")
    shown: list[str] = []
    for count in range(1, len(words) + 1):
        said = " ".join(words[: max(0, count - 2)])
        venue.say(1, said, " ".join(words[:count])[len(said) :], final=False)
        await expect(page.locator(".row").last).to_contain_text(words[count - 1].strip())
        now = await rows_of(page)
        assert [row.strip() for row in now[: max(0, len(shown) - 1)]] == [row.strip() for row in shown[:-1]]
        shown = now
    assert "".join(f" {row.strip()}" for row in shown).strip() == SPEECH
    block, last = await page.locator(".block").bounding_box(), await page.locator(".row").last.bounding_box()
    assert abs(block["y"] + block["height"] - last["y"] - last["height"]) < 2
    assert await page.locator(".row").evaluate_all(
        "rows => rows.every((row) => row.scrollWidth <= row.parentElement.clientWidth)"
    )


async def test_letters_can_be_read_from_the_last_row(venue, audience):
    page = await audience.visit("/stage?lines=3")
    venue.say(1, SPEECH, final=True)
    await expect(page.locator(".row").last).to_be_visible()
    height_px = await page.locator(".row").last.evaluate("row => parseFloat(getComputedStyle(row).fontSize)")
    assert height_px >= 1080 / 10


async def test_old_rows_leave_the_page(venue, audience):
    page = await audience.visit("/stage?lines=2")
    for line_id in range(300):
        venue.say(line_id, f"The line with number {line_id}.", final=True)
    await expect(page.locator(".row").last).to_contain_text("299.")
    assert await page.locator(".row").count() <= 4


async def test_a_line_that_could_not_be_translated_is_quiet_and_not_doubled(venue, audience):
    both, chinese = (
        await audience.visit("/stage?lang=en,zh-Hant-HK"),
        await audience.visit("/stage?lang=zh-Hant-HK"),
    )
    venue.say(1, "Good morning.", final=True)
    venue.say(1, "Good morning.", lang="zh-Hant-HK", final=True, untranslated="en")
    await expect(chinese.locator(".row.untranslated[lang=en]")).to_have_text("Good morning.")
    await expect(both.locator(".row")).to_have_text(["Good morning."])


async def test_between_talks_it_shows_the_way_to_the_captions(venue, audience):
    page = await audience.visit("/stage")
    await expect(page.locator("#wait")).to_be_visible()
    await expect(page.locator("#event")).to_have_text("GenA.I. Symposium 2026")
    await expect(page.locator("#address")).to_have_text("192.168.1.20:8000")
    assert await page.locator("#qr").evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    venue.say(1, "Welcome.", final=True)
    await expect(page.locator("#wait")).to_be_hidden()
    venue.announce("paused", "Back at half past ten")
    await expect(page.locator("#wait")).to_be_visible()
    await expect(page.locator("#state")).to_have_text("Paused")
    await expect(page.locator("#message")).to_have_text("Back at half past ten")
    venue.announce("live")
    venue.say(2, "We go on.", final=True)
    await expect(page.locator(".row")).to_have_text(["We go on."])


async def test_a_screen_switched_on_in_a_break_shows_no_old_words(venue, audience):
    venue.say(1, "The talk before.", final=True)
    venue.announce("paused")
    page = await audience.visit("/stage")
    await expect(page.locator("#state")).to_have_text("Paused")
    await expect(page.locator(".row")).to_have_count(1)
    await expect(page.locator("#wait")).to_be_visible()
    venue.announce("live")
    await expect(page.locator(".row")).to_have_count(0)


async def test_off_record_empties_the_screen_at_once(venue, audience):
    page = await audience.visit("/stage?lang=zh-Hant-HK")
    venue.say(1, "這句不要記錄。", lang="zh-Hant-HK", final=True)
    await expect(page.locator(".row")).to_have_count(1)
    venue.announce("off_record")
    await expect(page.locator("#state")).to_have_text("不作記錄")
    await expect(page.locator(".row")).to_have_count(0)


async def test_two_languages_stand_in_two_blocks(venue, audience):
    page = await audience.visit("/stage?lang=en,zh-Hant-HK&lines=2")
    venue.say(1, SPEECH, final=True)
    venue.say(1, "各位來賓，不要問機器能為你做甚麼。", lang="zh-Hant-HK", final=True)
    await expect(page.locator(".block")).to_have_count(2)
    await expect(page.locator(".block[lang=zh-Hant-HK] .row").first).to_contain_text("各位來賓")
    upper, lower = (
        await page.locator(".block").first.bounding_box(),
        await page.locator(".block").last.bounding_box(),
    )
    assert upper["y"] + upper["height"] <= lower["y"]
    assert lower["y"] + lower["height"] <= 1080


async def test_the_lower_third_keeps_to_it(venue, audience):
    page = await audience.visit("/stage?layout=lower&lines=2")
    venue.say(1, SPEECH, final=True)
    await expect(page.locator(".row").last).to_be_visible()
    assert (await page.locator("#blocks").bounding_box())["y"] > 1080 * 0.6


async def test_it_recovers_from_a_restarted_server(venue, audience):
    page = await audience.visit("/stage")
    venue.say(1, "One.", final=True)
    await expect(page.locator(".row")).to_have_text(["One."])
    await venue.close()
    await expect(page.locator("#lost")).to_be_visible()
    venue.say(2, "Two.", final=True)
    await venue.open()
    await expect(page.locator(".row")).to_have_text(["One.", "Two."])
    await expect(page.locator("#lost")).to_be_hidden()


async def test_hostile_text_is_only_text(venue, audience):
    page = await audience.visit("/stage")
    venue.say(1, "<img src=x onerror=alert(1)>", final=True)
    await expect(page.locator("#blocks")).to_contain_text("<img")
    assert await page.locator("#blocks img").count() == 0


async def test_the_overlay_is_transparent_and_looks_as_asked(venue, audience):
    page = await audience.visit(
        "/overlay?size=60&color=ffd700&background=102030&opacity=50&align=left&position=top&lines=1"
    )
    venue.say(1, "Good evening.", final=True)
    row = page.locator(".row")
    await expect(row).to_have_text("Good evening.")
    styles = await row.evaluate(
        """row => {
            const { fontSize, color, backgroundColor, textAlign } = getComputedStyle(row);
            return [fontSize, color, backgroundColor, textAlign];
        }"""
    )
    assert styles[0] == "60px"
    assert styles[1] == "rgb(255, 215, 0)"
    assert styles[2].endswith("/ 0.5)")
    assert styles[3] == "left"
    assert (await row.bounding_box())["y"] < 100
    for element in ("html", "body"):
        ground = await page.locator(element).evaluate("element => getComputedStyle(element).backgroundColor")
        assert ground == "rgba(0, 0, 0, 0)"


async def test_the_overlay_makes_bad_options_safe(venue, audience):
    page = await audience.visit(
        "/overlay?size=1e9&color=red;background:url(//evil.example)&lines=NaN&position=__proto__"
    )
    venue.say(1, "Good evening.", final=True)
    row = page.locator(".row").last
    await expect(row).to_have_text("evening.")
    styles = await row.evaluate("row => [getComputedStyle(row).fontSize, getComputedStyle(row).color]")
    assert styles == ["300px", "rgb(255, 255, 255)"]


async def test_the_overlay_leaves_the_picture_in_a_pause(venue, audience):
    page = await audience.visit("/overlay?hold=1")
    venue.say(1, "Good evening.", final=True)
    await expect(page.locator(".row")).to_have_text("Good evening.")
    await expect(page.locator("#blocks")).to_have_class("silent")
    venue.say(2, "To go on:", final=True)
    await expect(page.locator("#blocks")).not_to_have_class("silent")
    await expect(page.locator(".row")).to_have_text(["To go on:"])
