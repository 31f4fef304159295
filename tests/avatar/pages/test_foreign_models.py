"""Avatars of others in a real browser: their mouths move, and whose they are is known."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.avatar.pages.foreign import foreign_glb, vrm_0, vrm_1
from tests.avatar.pages.stage import stage

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

POSED = """async (name) => {
  const { Model } = await import("/avatar/face-model.js");
  const { mouthShapes } = await import("/avatar/face-visemes.js");
  const model = await Model.load(`/avatar/models/${name}`);
  const influences = [];
  model.scene.traverse(({ morphTargetInfluences: list }) => list && influences.push(list));
  const still = { head: { pitch: 9, yaw: 0, roll: 0 }, eyes: {}, breath: 0 };
  const mouth = (visemes) => {
    model.apply({ shapes: mouthShapes(visemes), visemes, ...still }, 0.02);
    return influences.map((list) => [...list]);
  };
  return { licence: model.licence, closed: mouth({ PP: 1 }), open: mouth({ aa: 1 }), shut: mouth({ PP: 1 }) };
}"""
"""Loads an avatar, and gives how far its shapes stand with the lips closed, on an `a`, and closed again."""


async def posed(chromium: "Browser", models: Path, name: str) -> dict[str, Any]:
    async with stage(models) as served:
        page = await chromium.new_page()
        await page.goto(f"{served.address}?face=flat")
        found: dict[str, Any] = await page.evaluate(POSED, name)
        await page.close()
    return found


@pytest.mark.parametrize(
    ("write", "name", "licence"),
    [
        (foreign_glb, "mei.glb", ("2025 Mei Lam, CC-BY-4.0", "")),
        (vrm_1, "mei.vrm", ("Mei Lam", "VRM 1.0: use: everyone, corporation")),
        (vrm_0, "old.vrm", ("Mei Lam", "CC_BY, use: Everyone, commercial use: Allow")),
    ],
    ids=["foreign GLB", "VRM 1.0", "VRM 0.x"],
)
async def test_the_mouth_opens_on_a_and_shuts_on_m(
    chromium: "Browser", tmp_path: Path, write: Any, name: str, licence: tuple[str, str]
) -> None:
    write(tmp_path / name)
    found = await posed(chromium, tmp_path, name)

    assert max(found["open"][0]) > 0.4
    assert max(found["closed"][0]) < 0.1
    assert max(found["shut"][0]) < 0.1
    assert (found["licence"]["author"], found["licence"]["licence"]) == licence
    assert found["licence"]["forbids"] == ""


async def test_a_licence_that_a_company_may_not_use_is_told(chromium: "Browser", tmp_path: Path) -> None:
    vrm_1(tmp_path / "mine.vrm", avatarPermission="onlyAuthor")
    assert "ask its author" in (await posed(chromium, tmp_path, "mine.vrm"))["licence"]["forbids"]
