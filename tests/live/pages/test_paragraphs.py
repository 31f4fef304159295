"""Lines that make up one sentence, as a phone in real Chromium shows them: they read on as one paragraph."""

import pytest
from playwright.async_api import Locator, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def on_one_row(first: Locator, second: Locator) -> bool:
    """Whether the second begins in the row in which the first ends."""
    boxes = [await part.bounding_box() for part in (first, second)]
    return boxes[0] is not None and boxes[1] is not None and boxes[0]["y"] == boxes[1]["y"]


async def test_the_lines_of_a_sentence_are_one_paragraph(venue, audience):
    page = await audience.visit()
    venue.say(1, "We met in", final=True)
    venue.say(2, "Hong Kong.", final=True)
    venue.say(3, "It rained.", final=True)
    lines = page.locator("#transcript .line")
    await expect(lines).to_have_count(3)
    words = [lines.nth(at).locator("span").first for at in range(3)]
    assert await on_one_row(words[0], words[1])
    assert not await on_one_row(words[1], words[2])


async def test_a_correction_that_ends_the_sentence_ends_the_paragraph(venue, audience):
    page = await audience.visit()
    venue.say(1, "We met in", final=True)
    venue.say(2, "Hong Kong", final=True)
    lines = page.locator("#transcript .line")
    await expect(lines.nth(1)).to_contain_class("flows")
    venue.say(1, "We met.", final=True)
    await expect(lines.nth(1)).not_to_contain_class("flows")


async def test_two_languages_stay_line_by_line(venue, audience):
    """Each line stands above its translation."""
    page = await audience.visit("/?lang=en,es")
    for line_id, texts in enumerate((("We met in", "Nos vimos en"), ("Hong Kong.", "Hong Kong."))):
        for lang, text in zip(("en", "es"), texts, strict=True):
            venue.say(line_id, text, lang=lang, final=True)
    await expect(page.locator("p[lang=es]:not([hidden])")).to_have_text(["Nos vimos en", "Hong Kong."])
    assert await page.locator(".flows").count() == 0
