"""`footlights rehearse` and `footlights report` on a real talk, beside a client of another make."""

import asyncio
import json
import socket
import statistics
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from live.config import Config, validate
from live.errors import ConfigError
from live.rehearsal.rehearse import rehearsal_config

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
    printed, _ = await asyncio.wait_for(process.communicate(), 200)
    return process.returncode or 0, printed.decode()


async def watched(port: int) -> list[float]:
    """The delay of every committed word, by a client that shares no code with the rehearsal's.

    The sound's beginning is taken from `/status.json`, asked twenty times a second.
    """
    starts: list[float] = []
    seen: list[tuple[float, int, float]] = []  # arrival, new words, end of the last one in the sound

    def ask() -> None:
        with urlopen(f"http://127.0.0.1:{port}/status.json", timeout=5) as reply:
            now, heard_s = time.monotonic(), json.load(reply)[0]["audio_s"]
        if heard_s:
            starts.append(now - heard_s)

    async def keep_asking() -> None:
        while True:
            await asyncio.to_thread(ask)
            await asyncio.sleep(0.05)

    async with connect(f"ws://127.0.0.1:{port}/captions") as socket_:
        asking = asyncio.create_task(keep_asking())
        words: dict[int, int] = {}
        try:
            while True:
                message = json.loads(await socket_.recv())
                now = time.monotonic()
                if message["type"] == "line":
                    count = len(message["text"].split())
                    seen.append((now, count - words.get(message["id"], 0), message["end_s"]))
                    words[message["id"]] = count
        except ConnectionClosed:
            asking.cancel()
            await asyncio.wait([asking])
    return [now - min(starts) - end_s for now, new, end_s in seen for _ in range(new)]


async def until_served(port: int) -> None:
    """Wait until something listens on a port."""
    async with asyncio.timeout(120):
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            await asyncio.sleep(0.1)


@pytest.mark.model
@pytest.mark.slow
async def test_the_delays_agree_with_an_independent_clients_and_the_events_own_report_agrees_too(
    tmp_path, whisper_tiny, unused_tcp_port
):
    event = tmp_path / "event.toml"
    event.write_text(
        f"[server]\nhost = '127.0.0.1'\nport = {unused_tcp_port}\n"
        f"[targets]\ndelay_p50_s = 60\ndelay_p95_s = 60\ncpu_percent = 100\n"
        f"[[rooms]]\nmodel = '{whisper_tiny}'\nthreads = 1\n",
        encoding="utf-8",
    )
    out = tmp_path / "rehearsal"
    rehearsing = asyncio.create_task(
        footlights("rehearse", "--config", event, "--source", TALK, "--screens", 30, "--out", out)
    )
    await until_served(unused_tcp_port)
    independent = await watched(unused_tcp_port)
    status, printed = await rehearsing
    assert status == 0, printed
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["phones"] == {"screens": 30, "refused": 0, "lost_lines": 0}
    assert report["rooms"][0]["words"] > 40
    assert "<svg" in (out / "report.html").read_text(encoding="utf-8")

    cuts = statistics.quantiles(independent, n=20, method="inclusive")
    for row in report["delays"]:
        assert row["p50_s"] == pytest.approx(statistics.median(independent), rel=0.1, abs=0.05)
        assert row["p95_s"] == pytest.approx(cuts[-1], rel=0.1, abs=0.05)

    status, printed = await footlights(
        "report", "--config", event, "--session", out / "sessions", "--out", tmp_path / "report"
    )
    assert status == 0, printed
    after = json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))
    assert after["rooms"][0]["screens_most"] >= 30
    (row,) = after["delays"]
    assert row["p50_s"] == pytest.approx(statistics.median(independent), rel=0.1, abs=0.05)


@pytest.mark.model
@pytest.mark.slow
async def test_a_stage_that_does_not_start_is_told_in_its_own_words(tmp_path):
    status, printed = await footlights("rehearse", "--source", tmp_path / "gone.wav", "--out", tmp_path)
    assert status == 5
    assert "The stage did not start: No such file" in printed


def test_the_default_event_can_be_rehearsed(tmp_path):
    assert rehearsal_config(Config(), ["talk.wav"], tmp_path).rooms[0].source == "talk.wav"
