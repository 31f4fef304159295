"""The report in a real browser."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from live.rehearsal.html import report_html
from tests.live.rehearsal.test_report import REPORT

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 390)])
async def test_it_fits_the_screen_in_light_and_dark_asks_for_nothing_and_breaks_no_rule_of_its_own(
    chromium: "Browser", tmp_path: Path, scheme, width
):
    file = tmp_path / "report.html"
    file.write_text(report_html(REPORT), encoding="utf-8")
    page = await chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    await page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert complaints == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert await page.locator(".verdicts li").count() == 8
    dark = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (dark == "rgb(15, 20, 26)") == (scheme == "dark")
    await page.close()
