"""The attendee's page in real Chromium, against a real server."""

import pytest
from playwright.async_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def lines_of(page: Page, lang: str = "en") -> list[str]:
    """Return the texts of the lines on the page, in order."""
    return await page.locator(f"#transcript p[lang='{lang}']:not([hidden])").all_inner_texts()


async def test_words_fade_from_interim_to_committed_in_place(venue, audience):
    """What was interim becomes committed in the very same element, so nothing moves."""
    page = await audience.visit()
    await expect(page.locator("#event")).to_have_text("GenA.I. Symposium 2026")
    await expect(page.locator("#notice-title")).to_have_text(
        "Captions appear here as soon as someone speaks."
    )
    venue.say(1, "And so,", " my fellow")
    word = page.locator("#transcript span", has_text="fellow")
    await expect(word).to_have_class("interim")
    handle, before = await word.element_handle(), await word.bounding_box()
    venue.say(1, "And so, my fellow", " guests")
    await expect(word).to_have_class("said")
    assert await handle.evaluate("element => element.isConnected")
    assert await word.bounding_box() == before
    assert await lines_of(page) == ["And so, my fellow guests"]


async def test_a_language_is_switched_without_a_reload_and_remembered(venue, audience):
    """The new language covers the stretch already read, and comes back after a reload."""
    for line_id in range(3):
        venue.say(line_id, f"Line {line_id}.", final=True)
        venue.say(line_id, f"第{line_id}行。", lang="zh-Hant-HK", final=True)
    page = await audience.visit()
    await expect(page.locator("#transcript .line")).to_have_count(3)
    await page.evaluate("window.same = true")
    await page.locator("#language").select_option("zh-Hant-HK")
    await expect(page.locator("p[lang=zh-Hant-HK]")).to_have_text(["第0行。", "第1行。", "第2行。"])
    venue.say(3, "第3行。", lang="zh-Hant-HK", final=True)
    await expect(page.locator("p[lang=zh-Hant-HK]").last).to_have_text("第3行。")
    assert await page.evaluate("window.same")
    assert await lines_of(page) == []
    await page.reload()
    await expect(page.locator("p[lang=zh-Hant-HK]")).to_have_count(4)


async def test_the_first_language_is_the_readers_own(venue, audience):
    """A phone set to Hong Kong Chinese gets captions and interface in Traditional Chinese."""
    venue.say(1, "歡迎。", lang="zh-Hant-HK", final=True)
    page = await audience.visit(locale="zh-HK")
    await expect(page.locator("p[lang=zh-Hant-HK]")).to_have_text("歡迎。")
    await expect(page.locator("#connection")).to_have_text("直播中")
    assert await page.locator("html").get_attribute("lang") == "zh-Hant"
    names = await page.locator("#language option").all_inner_texts()
    assert names == ["English", "繁體中文（香港）", "Español", "العربية"]


async def test_an_unknown_language_in_the_address_gives_the_readers_own(venue, audience):
    """A link of another event still leads to captions."""
    venue.say(1, "Hola.", lang="es", final=True)
    page = await audience.visit("/?lang=xx", locale="es-ES")
    await expect(page.locator("p[lang=es]")).to_have_text("Hola.")


async def test_two_languages_are_interleaved_by_line(venue, audience):
    """Each translation stands below its own line, also when it comes later."""
    page = await audience.visit("/?lang=en,es")
    for line_id in (1, 2):
        venue.say(line_id, f"Line {line_id}.", final=True)
    venue.say(1, "Línea 1.", lang="es", final=True)
    await expect(page.locator("#transcript p:not([hidden])")).to_have_text(["Line 1.", "Línea 1.", "Line 2."])


async def test_a_line_that_could_not_be_translated_is_marked_in_the_readers_language(venue, audience):
    """It is read out as what it is, from its own side, and the mark goes when a translation comes."""
    page = await audience.visit("/?lang=ar", locale="zh-HK")
    venue.say(1, "Good morning.", lang="ar", final=True, untranslated="en")
    paragraph, note = page.locator("#transcript p"), page.locator("#transcript small")
    await expect(paragraph).to_have_text("Good morning.")
    assert await paragraph.evaluate("element => [element.lang, element.dir]") == ["en", "ltr"]
    await expect(note).to_have_text("未翻譯")
    assert await note.get_attribute("lang") == "zh-Hant"
    venue.say(1, "صباح الخير.", lang="ar", final=True)
    await expect(paragraph).to_have_text("صباح الخير.")
    assert await paragraph.evaluate("element => [element.lang, element.dir]") == ["ar", "rtl"]
    await expect(note).to_have_count(0)


async def test_beside_its_source_a_line_that_could_not_be_translated_is_not_doubled(venue, audience):
    page = await audience.visit("/?lang=en,es")
    venue.say(1, "Good morning.", final=True)
    venue.say(1, "Good morning.", lang="es", final=True, untranslated="en")
    await expect(page.locator("#transcript small")).to_have_text("Not translated")
    await expect(page.locator("#transcript p:not([hidden])")).to_have_text(["Good morning."])


async def test_nothing_is_lost_or_doubled_when_the_server_is_restarted(venue, audience):
    """The page says that it reconnects, then has every line once."""
    page = await audience.visit()
    venue.say(1, "One.", final=True)
    venue.say(2, "Two", " and")
    await expect(page.locator("#transcript .line")).to_have_count(2)
    await venue.close()
    await expect(page.locator("#banner")).to_be_visible()
    await expect(page.locator("#transcript .line").first).to_be_visible()
    venue.restart_hub()
    venue.say(1, "One.", final=True)
    venue.say(2, "Two and three.", final=True)
    venue.say(3, "Four.", final=True)
    await venue.open()
    await expect(page.locator("#transcript .line")).to_have_text(["One.", "Two and three.", "Four."])
    await expect(page.locator("#banner")).to_be_hidden()


async def test_a_screen_that_was_away_catches_up(venue, audience):
    """More than the recent lines are missed; all of them come, once and in order."""
    page = await audience.visit()
    venue.say(0, "Line 0.", final=True)
    await expect(page.locator("#transcript .line")).to_have_count(1)
    await venue.close()
    for line_id in range(1, 60):
        venue.say(line_id, f"Line {line_id}.", final=True)
    await venue.open()
    await expect(page.locator("#transcript .line")).to_have_count(60)
    assert await lines_of(page) == [f"Line {line_id}." for line_id in range(60)]


async def test_a_phone_that_slept_before_the_first_word_has_every_line(venue, audience):
    """Its reader had opened the page while the hall was filling up."""
    page = await audience.visit()
    await expect(page.locator("#connection")).to_have_attribute("data-state", "live")
    await venue.close()
    for line_id in range(50):
        venue.say(line_id, f"Line {line_id}.", final=True)
    await venue.open()
    await expect(page.locator("#transcript .line")).to_have_count(50)


async def test_a_new_session_starts_clean(venue, audience):
    """Lines of the morning do not mix with those of the afternoon, though numbers start anew."""
    page = await audience.visit()
    for line_id in range(5):
        venue.say(line_id, f"Morning {line_id}.", final=True)
    await expect(page.locator("#transcript .line")).to_have_count(5)
    await venue.close()
    venue.restart_hub(session="2026-10-31T14:00:00Z")
    venue.say(0, "Afternoon.", final=True)
    await venue.open()
    await expect(page.locator("#transcript .line")).to_have_text(["Afternoon."])


async def test_retracted_lines_vanish(venue, audience):
    page = await audience.visit()
    venue.say(1, "Keep this.", final=True)
    venue.say(2, "Forget this.", final=True)
    await expect(page.locator("#transcript .line")).to_have_count(2)
    venue.take_back(2)
    await expect(page.locator("#transcript .line")).to_have_text(["Keep this."])


async def test_it_follows_until_scrolled_back_and_jumps_to_live(venue, audience):
    page = await audience.visit()
    await expect(page.locator("#connection")).to_have_attribute("data-state", "live")
    for line_id in range(40):
        venue.say(line_id, f"This is the line with the number {line_id}.", final=True)
    await expect(page.locator("#transcript .line")).to_have_count(40)
    await expect(page.locator("#transcript .line").last).to_be_in_viewport()
    await page.mouse.move(200, 400)
    await page.mouse.wheel(0, -900)
    await expect(page.locator("#jump")).to_be_visible()
    top = await page.locator("#scroller").evaluate("element => element.scrollTop")
    venue.say(40, "Said while the reader is looking back.", final=True)
    await expect(page.locator("#transcript .line")).to_have_count(41)
    assert await page.locator("#scroller").evaluate("element => element.scrollTop") == top
    await page.locator("#jump").click()
    await expect(page.locator("#transcript .line").last).to_be_in_viewport()
    await expect(page.locator("#jump")).to_be_hidden()
    venue.say(41, "Said afterwards.", final=True)
    await expect(page.locator("#transcript .line").last).to_have_text("Said afterwards.")
    await expect(page.locator("#transcript .line").last).to_be_in_viewport()


async def test_arabic_runs_from_right_to_left(venue, audience):
    page = await audience.visit("/?lang=ar,en")
    venue.say(1, "مرحبا بكم جميعا", " في هذا المساء", lang="ar")
    line = page.locator("p[lang=ar]")
    await expect(line).to_have_attribute("dir", "rtl")
    first, last = line.locator("span").first, line.locator("span").last
    assert (await first.bounding_box())["x"] > (await last.bounding_box())["x"]


async def test_hostile_text_is_only_text(venue, audience):
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> & \u202e"
    page = await audience.visit()
    venue.say(1, hostile, final=True)
    await expect(page.locator("#transcript p")).to_contain_text("<img src=x onerror=alert(1)>")
    assert await page.locator("#transcript img, #transcript script").count() == 0
    assert not [url for url in audience.requests if url.endswith("/x")]


async def test_five_thousand_lines_stay_light(venue, audience):
    """Old lines leave the page, so that a new one costs no more than at first, and can be brought back."""
    page = await audience.visit()
    venue.say(0, "Line 0.", final=True)
    await expect(page.locator("#transcript .line")).to_have_count(1)
    await venue.close()
    for line_id in range(1, 5000):
        venue.say(line_id, f"Line {line_id}.", final=True)
    await venue.open()
    await expect(page.locator("#transcript .line").last).to_have_text("Line 4999.")
    assert await page.locator("#transcript .line").count() <= 400
    await page.locator("#earlier").click()
    await expect(page.locator("#transcript .line").first).not_to_have_text("Line 4700.")


async def test_states_are_told_in_the_readers_language(venue, audience):
    page = await audience.visit(locale="ja-JP")
    await expect(page.locator("#connection")).to_have_text("ライブ")
    venue.say(1, "Good evening.", final=True)
    venue.announce("paused", "Back at half past ten")
    await expect(page.locator("#notice-title")).to_have_text("一時停止中")
    await expect(page.locator("#notice-message")).to_have_text("Back at half past ten")
    venue.announce("live")
    await expect(page.locator("#notice")).to_be_hidden()
    venue.announce("ended")
    await expect(page.locator("#notice-title")).to_have_text("セッションは終了しました")
    link = page.locator("#save a[data-format=srt]")
    assert await link.get_attribute("href") == "transcript.srt?lang=en"


async def test_a_screen_reader_hears_each_line_once(venue, audience):
    """Neither interim words nor what was said before the reader came are announced."""
    venue.say(1, "Before.", final=True)
    page = await audience.visit()
    await expect(page.locator("#transcript .line")).to_have_count(1)
    venue.say(2, "Now", " perhaps")
    venue.say(2, "Now then.", final=True)
    await expect(page.locator("#announcer p")).to_have_text(["Now then."])
    venue.say(2, "Now, then.", final=True)
    venue.say(3, "And on.", final=True)
    await expect(page.locator("#announcer p")).to_have_text(["Now then.", "And on."])
    assert await page.locator("#transcript").evaluate("element => !element.closest('[aria-live]')")


async def test_choices_are_remembered(venue, audience):
    page = await audience.visit()
    await page.locator("#larger").click()
    await page.locator("#open-settings").click()
    await page.get_by_label("High contrast").check()
    await page.keyboard.press("Escape")
    await page.reload()
    assert await page.locator("html").get_attribute("data-theme") == "contrast"
    size = await page.locator("#transcript").evaluate(
        "element => parseFloat(getComputedStyle(element).fontSize)"
    )
    assert size == 27.5


async def test_everything_can_be_reached_by_keyboard_and_shows_it(venue, audience):
    page = await audience.visit()
    await expect(page.locator("#language option")).not_to_have_count(0)
    reached = []
    for _ in range(5):
        await page.keyboard.press("Tab")
        focus = await page.evaluate(
            """() => {
                const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
                return [document.activeElement.id, outlineStyle, parseFloat(outlineWidth)];
            }"""
        )
        reached.append(focus[0])
        assert focus[1:] == ["solid", 3]
    assert reached == ["scroller", "language", "smaller", "larger", "open-settings"]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
async def test_text_has_a_contrast_of_seven_to_one(venue, audience, theme):
    page = await audience.visit()
    venue.say(1, "Committed", " and interim")
    await expect(page.locator("#transcript .interim")).to_have_count(2)
    await page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    # The fade from one theme's colours to the other's would be measured otherwise.
    await page.emulate_media(reduced_motion="reduce")
    ratios = await page.evaluate(CONTRASTS)
    assert all(ratio >= 7 for _, ratio in ratios), ratios


CONTRASTS = """() => {
    const rgb = (value) => value.match(/[\\d.]+/g).map(Number);
    const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const light = (value) => {
        const [r, g, b] = rgb(value).map((c) => linear(c / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
        const { backgroundColor } = getComputedStyle(element);
        return rgb(backgroundColor)[3] === 0 ? ground(element.parentElement) : backgroundColor;
    };
    const texts = [...document.querySelectorAll("h1, #connection, .said, .interim, select, button, a")];
    return texts.map((element) => {
        const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x);
        return [element.id || element.className, (a + 0.05) / (b + 0.05)];
    });
}"""


async def test_text_of_twice_the_size_needs_no_sideways_scrolling(venue, audience):
    page = await audience.visit()
    venue.say(
        1, "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung, and so on.", final=True
    )
    await expect(page.locator("#transcript .line")).to_have_count(1)
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.locator("#scroller").evaluate("element => element.scrollWidth <= element.clientWidth")
    await expect(page.locator("#open-settings")).to_be_in_viewport(ratio=1)
