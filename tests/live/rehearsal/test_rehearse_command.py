"""`footlights rehearse` and `footlights report` on a real talk."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from live.archive.log import read
from live.config import Config, validate
from live.errors import ConfigError
from live.rehearsal.rehearse import rehearsal_config
from live.rehearsal.sessions import find_logs

ROOT = Path(__file__).parents[3]
TALK = ROOT / "live" / "preflight" / "speech.opus"


def test_what_is_rehearsed_is_the_event_with_another_sound_and_nothing_that_leaves_the_laptop(tmp_path):
    event = validate(
        {
            "rooms": [{"name": "hall", "source": "mic:USB", "channel": 2, "languages": ["en", "zh"]}],
            "sinks": {"zoom": [{"url": "env:ZOOM"}]},
            "log": {"folder": "sessions/symposium"},
        },
        "event.toml",
    )
    config = rehearsal_config(event, ["talk.wav"], tmp_path)
    room = config.rooms[0]
    assert (room.name, room.source, room.channel, room.languages) == ("hall", "talk.wav", None, ("en", "zh"))
    assert config.sinks.zoom == ()
    assert config.log.folder == tmp_path / "sessions"


def test_one_sound_is_for_all_rooms_and_several_are_one_for_each(tmp_path):
    event = validate({"rooms": [{"name": "a"}, {"name": "b"}]}, "event.toml")
    assert [room.source for room in rehearsal_config(event, ["x"], tmp_path).rooms] == ["x", "x"]
    assert [room.source for room in rehearsal_config(event, ["x", "y"], tmp_path).rooms] == ["x", "y"]
    with pytest.raises(ConfigError, match="3 sources for 2 rooms"):
        rehearsal_config(event, ["x", "y", "z"], tmp_path)


async def footlights(*options: object) -> tuple[int, str]:
    """Run a command: its exit status and what it printed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "footlights", *map(str, options)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed, _ = await asyncio.wait_for(process.communicate(), 280)
    return process.returncode or 0, printed.decode()


@pytest.mark.model
@pytest.mark.slow
async def test_what_phones_saw_of_a_real_talk_is_reported_and_the_events_own_report_agrees(
    tmp_path, whisper_tiny, unused_tcp_port
):
    """How well the delays agree with another client's, `scripts/bench_rehearsal.py` tells."""
    event = tmp_path / "event.toml"
    event.write_text(
        f"[server]\nhost = '127.0.0.1'\nport = {unused_tcp_port}\n"
        f"[targets]\ndelay_p50_s = 3600\ndelay_p95_s = 3600\ncpu_percent = 100\n"
        f"[[rooms]]\nmodel = '{whisper_tiny}'\nthreads = 1\n",
        encoding="utf-8",
    )
    out = tmp_path / "rehearsal"
    status, printed = await footlights(
        "rehearse", "--config", event, "--source", TALK, "--screens", 30, "--out", out
    )
    assert status == 0, printed
    assert "/console#token=" in printed
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    (room,) = report["rooms"]
    (log,) = map(read, find_logs(out / "sessions"))
    assert report["phones"] == {"screens": 30, "refused": 0, "lost_lines": 0}
    assert room["words"] == sum(len(line.text.split()) for line in log.transcript()) > 40
    assert {row["page"] for row in report["delays"]} == {"attendee", "stage", "overlay"}
    assert all(0 < row["p50_s"] <= row["p95_s"] for row in report["delays"])
    assert "<svg" in (out / "report.html").read_text(encoding="utf-8")

    status, printed = await footlights(
        "report", "--config", event, "--session", out / "sessions", "--out", tmp_path / "report"
    )
    assert status == 0, printed
    after = json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))
    assert after["rooms"] == report["rooms"]
    assert after["rooms"][0]["screens_most"] >= 30
    (row,) = after["delays"]
    assert row["language"] == "en"
    assert row["number"] > 40


@pytest.mark.model
@pytest.mark.slow
async def test_a_stage_that_does_not_start_is_told_in_its_own_words(tmp_path):
    status, printed = await footlights("rehearse", "--source", tmp_path / "gone.wav", "--out", tmp_path)
    assert status == 5
    assert "The stage did not start: No such file" in printed


def test_the_default_event_can_be_rehearsed(tmp_path):
    assert rehearsal_config(Config(), ["talk.wav"], tmp_path).rooms[0].source == "talk.wav"
