"""`footlights live --to`: real speech, real models of speech and translation, as a screen sees it."""

import json
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

import models
from models.errors import ModelError
from tests.live.running import Live, Message, assert_is_srt, footlights_live
from tests.speech import speech_clip
from translate.chinese import is_traditional
from translate.letters import scripts

TRANSLATION = "qwen2.5-coder-0.5b"

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def _translation_model() -> None:
    try:
        models.pull(TRANSLATION)
    except ModelError as error:
        pytest.skip(str(error))


async def all_messages(live: Live, languages: str) -> list[Message]:
    """What a screen gets until the session has ended."""
    messages: list[Message] = []
    async with connect(f"ws://127.0.0.1:{live.port}/captions?lang={languages}") as socket:
        async for raw in socket:
            messages.append(json.loads(raw))
            if messages[-1].get("state") == "ended":
                break
    return messages


def final_lines(messages: list[Message], lang: str) -> dict[int, Message]:
    return {
        m["id"]: m for m in messages if m["type"] == "line" and m["lang"] == lang and m["final"] and m["text"]
    }


async def test_a_talk_is_read_in_two_more_languages_to_its_last_line(
    whisper_tiny: Path, tmp_path: Path
) -> None:
    clip = speech_clip("vm-msginstruct")
    options = ("--source", clip.path, "--lang", "en", "--to", "zh-Hant-HK,es")
    async with footlights_live(whisper_tiny, tmp_path, *options) as live:
        messages = await all_messages(live, "en,zh-Hant-HK,es")
        subtitles = live.get("/transcript.srt?lang=es")
        live.process.terminate()
        assert await live.end() == 0
    assert "Translated into zh-Hant-HK, es with qwen2.5-coder-0.5b; licence: Apache-2.0." in live.output
    spoken, chinese, spanish = (final_lines(messages, lang) for lang in ("en", "zh-Hant-HK", "es"))
    assert len(spoken) >= 2
    assert set(spoken) == set(chinese) == set(spanish)
    translated = [line["text"] for line in chinese.values() if "untranslated" not in line]
    assert len(translated) > len(spoken) / 2
    assert scripts("".join(translated))["Hani"] >= 20
    assert is_traditional("".join(translated))
    assert_is_srt(subtitles)
    assert "mensaje" in subtitles.lower()
