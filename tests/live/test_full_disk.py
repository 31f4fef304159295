"""The disk fills up in mid-talk: captions go on, it is told, and the log has every word in the end."""

import asyncio
import json
from contextlib import suppress
from pathlib import Path

import pytest

from live.archive.log import read, sessions
from tests.live.running import Live, Screen, footlights_live
from tests.small_disk import small_disk
from tests.speech import speech_clip

pytestmark = [pytest.mark.model, pytest.mark.slow]

TOLD_WITHIN_S = 90.0


def problems(live: Live) -> list[str]:
    """The codes of what the room's status complains about."""
    [room] = json.loads(live.get("/status.json"))
    return [problem["code"] for problem in room["problems"]]


def fill(path: Path) -> None:
    """Write until the disk takes no more."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(512))


async def test_a_disk_that_fills_up_in_mid_talk_costs_no_word(whisper_tiny, tmp_path):
    clip = speech_clip("demo-echotest")
    screen = Screen()
    with small_disk(tmp_path / "disk", "2m") as disk:
        ballast = disk / "ballast"
        async with footlights_live(whisper_tiny, disk, "--source", clip.path) as live:
            await screen.read(live.port, until=lambda screen: "mode" in screen.text)
            fill(ballast)
            before = len(screen.text)
            await screen.read(live.port, until=lambda screen: screen.state == "ended")
            assert len(screen.text) > before
            assert "disk_full" in problems(live)
            ballast.unlink()
            async with asyncio.timeout(TOLD_WITHIN_S):
                while "disk_full" in problems(live):  # noqa: ASYNC110 - another process's state
                    await asyncio.sleep(0.5)
            [log] = sessions(disk / "sessions")
            assert " ".join(line.text for line in read(log).transcript()) == screen.text
