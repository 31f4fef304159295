"""`footlights live --to`: real speech, real models of speech and translation, as a screen sees it."""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from websockets.asyncio.client import connect

import models
from models.errors import ModelError
from tests.speech import speech_clip
from translate.chinese import is_traditional
from translate.letters import scripts

ROOT = Path(__file__).parents[2]
SPEECH, TRANSLATION = "whisper-tiny.en", "qwen2.5-coder-0.5b"
CUE = re.compile(r"\d+\n\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}\n.+", re.DOTALL)
ADDRESS = re.compile(r"(http://\S+)/status")

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def _models() -> None:
    try:
        for model_id in (SPEECH, TRANSLATION):
            models.pull(model_id)
    except ModelError as error:
        pytest.skip(str(error))


@asynccontextmanager
async def footlights_live(*options: str) -> AsyncIterator[str]:
    """A running `footlights live`, by its address; it must end well when asked to."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "footlights", "live", "--host", "127.0.0.1", "--port", "0", *options),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        address = None
        while address is None:
            line = (await process.stdout.readline()).decode()
            assert line, "it ended before it served"
            address = ADDRESS.search(line)
        yield address[1]
        process.terminate()
        assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def all_messages(address: str, languages: str) -> list[dict[str, Any]]:
    """What a screen gets until the session has ended."""
    messages = []
    async with connect(f"{address.replace('http', 'ws')}/captions?lang={languages}") as socket:
        async for raw in socket:
            messages.append(json.loads(raw))
            if messages[-1].get("state") == "ended":
                break
    return messages


def final_lines(messages: list[dict[str, Any]], lang: str) -> dict[int, dict[str, Any]]:
    return {m["id"]: m for m in messages if m["type"] == "line" and m["lang"] == lang and m["final"]}


async def test_a_talk_is_read_in_two_more_languages_to_its_last_line(tmp_path: Path) -> None:
    clip = speech_clip("vm-msginstruct")
    source = ("--source", str(clip.path), "--lang", "en", "--model", SPEECH, "--log-dir", str(tmp_path))
    async with footlights_live(*source, "--to", "zh-Hant-HK,es") as address:
        messages = await all_messages(address, "en,zh-Hant-HK,es")
        subtitles = await asyncio.to_thread(
            lambda: urlopen(f"{address}/transcript.srt?lang=es").read().decode()
        )

    spoken, chinese, spanish = (final_lines(messages, lang) for lang in ("en", "zh-Hant-HK", "es"))
    said = {id_: line for id_, line in spoken.items() if line["text"]}
    assert len(said) >= 2
    assert set(said) == set(chinese) == set(spanish)
    translated = [line["text"] for line in chinese.values() if not line.get("untranslated")]
    assert len(translated) > len(said) / 2
    assert scripts("".join(translated))["Hani"] >= 20
    assert is_traditional("".join(translated))
    cues = subtitles.strip().split("\n\n")
    assert all(CUE.fullmatch(cue) for cue in cues)
    assert "mensaje" in subtitles.lower()
