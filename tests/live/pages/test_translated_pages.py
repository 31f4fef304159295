"""What readers of a translation see in real Chromium: a translator that is away, and right-to-left lines."""

from dataclasses import replace

import pytest
from playwright.async_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ARABIC = "افتتح البنك 12 فرعًا مع StarAxis Labs في Cyberport، وكتب إلى info@hall.hk."


async def test_a_language_whose_translator_is_away_says_so_until_it_is_back(venue, audience):
    """Those who read the spoken language are not troubled."""
    venue.say(1, "歡迎。", lang="zh-Hant-HK", final=True)
    reader, listener = await audience.visit(locale="zh-HK"), await audience.visit()
    await expect(reader.locator("#transcript p")).to_have_text("歡迎。")
    offered = venue.hub.languages
    venue.hub.offer(replace(offered, away=True))
    await expect(reader.locator("#banner")).to_have_text("繁體中文（香港）暫時無法提供，錯過的內容稍後補上。")
    options = await reader.locator("#language option").all_inner_texts()
    assert options[:3] == ["English", "繁體中文（香港）", "Español · 暫時無法提供"]
    await expect(listener.locator("#language option").nth(2)).to_have_text("Español · unavailable")
    await expect(listener.locator("#banner")).to_be_hidden()
    venue.hub.offer(offered)
    await expect(reader.locator("#banner")).to_be_hidden()
    assert await reader.locator("#language").input_value() == "zh-Hant-HK"


async def test_a_right_to_left_line_keeps_names_and_numbers_in_order(venue, audience):
    """The line runs from right to left and stands at the right, the names in it from left to right."""
    venue.say(1, "The bank opened 12 branches.", final=True)
    venue.say(1, ARABIC, lang="ar", final=True)
    page = await audience.visit("/?lang=ar,en")
    line = page.locator("#transcript p[lang=ar]")
    await expect(line).to_have_text(ARABIC)
    style = await line.evaluate("e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]")
    assert style in (["rtl", "start"], ["rtl", "right"])
    starts = {
        word: await line.evaluate(
            """(element, word) => {
              const range = document.createRange();
              const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
              let node;
              while ((node = walker.nextNode())) {
                const at = node.data.indexOf(word);
                if (at < 0) continue;
                range.setStart(node, at);
                range.setEnd(node, at + 1);
                const first = range.getBoundingClientRect();
                range.setStart(node, at + word.length - 1);
                range.setEnd(node, at + word.length);
                const last = range.getBoundingClientRect();
                return first.left <= last.left || first.top < last.top;
              }
            }""",
            word,
        )
        for word in ("12", "StarAxis", "Cyberport")
    }
    assert starts == {"12": True, "StarAxis": True, "Cyberport": True}
    await expect(page.locator("#transcript p[lang=en]")).to_have_attribute("dir", "ltr")
    assert await page.locator("#language option[value=ar]").get_attribute("dir") == "rtl"
