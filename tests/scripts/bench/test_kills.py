"""A small run of the benchmark that kills."""

import random
import sys
from pathlib import Path

import pytest

from bench.kills import run_kills
from tests.speech import speech_clip

pytestmark = [pytest.mark.model, pytest.mark.slow]

ROOT = Path(__file__).parents[3]


async def test_three_kills_lose_no_word_on_any_screen(whisper_tiny, tmp_path):
    clip = speech_clip("demo-congrats")

    def command(port: int) -> list[str]:
        return [
            *(sys.executable, str(ROOT / "footlights.py"), "live", "--source", str(clip.path)),
            *("--model", str(whisper_tiny), "--host", "127.0.0.1", "--port", str(port), "--exit-at-end"),
        ]

    outcome = await run_kills(command, tmp_path, kills=3, screens=4, chance=random.Random(7))
    assert outcome.broken == []
    assert outcome.kills == 3
    assert outcome.words > 40
