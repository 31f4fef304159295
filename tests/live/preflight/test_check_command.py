"""`footlights check` as a command, on this machine."""

import json
import re
import socket
import subprocess
import sys
import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from live.preflight.cli import lines_of, summary
from live.preflight.finding import Finding
from live.tls.authority import make_certificate
from tests.microphone import VirtualMicrophone

ROOT = Path(__file__).parents[3]


def check(*options: str | Path) -> tuple[int, dict[str, dict]]:
    """The exit status, and the findings by name."""
    command = [sys.executable, "-m", "footlights", "check", "--json", *map(str, options)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    assert told["ok"] == (done.returncode == 0)
    return done.returncode, {finding["name"]: finding for finding in told["findings"]}


def test_the_remedy_stands_under_what_it_cures():
    lines = list(lines_of(Finding(name="Port", ok=False, found="in use", remedy="Stop it."), colours=False))
    assert lines[0].split() == ["NO", "Port", "in", "use"]
    assert lines[1].strip() == "-> Stop it."


def test_colours_are_for_terminals():
    finding = Finding(name="Port", ok=True, found="free")
    assert "\x1b[32m" in next(lines_of(finding, colours=True))
    assert "\x1b" not in next(lines_of(finding, colours=False))


def test_the_last_line_says_what_it_comes_to():
    assert [summary(n) for n in (0, 1, 2)] == [
        "Ready.",
        "One thing has to be done before the doors open.",
        "2 things have to be done before the doors open.",
    ]


@pytest.mark.model
@pytest.mark.slow
def test_faults_planted_in_a_real_event_are_all_found_with_their_remedies(tmp_path, whisper_tiny):
    (tmp_path / "terms.csv").write_text("term,variants,dnt,es\nHKMA,,maybe,\n", encoding="utf-8")
    (tmp_path / "logs").write_text("a file, no folder", encoding="utf-8")
    made = make_certificate(tmp_path / "tls", ["192.0.2.77"], now=datetime.now(UTC) - timedelta(days=90))
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = taken.getsockname()[1]
        event = tmp_path / "event.toml"
        event.write_text(
            f"""
            [server]
            port = {port}
            tls_certificate = '{made.certificate}'
            tls_key = '{made.key}'
            [log]
            folder = '{tmp_path / "logs"}'
            [[rooms]]
            name = 'hall'
            source = '{tmp_path / "gone.wav"}'
            model = '{whisper_tiny}'
            glossary = '{tmp_path / "terms.csv"}'
            [[rooms]]
            name = 'annex'
            model = 'whisper-medium'
            device = 'cuda'
            source = '{ROOT / "live" / "preflight" / "speech.opus"}'
            [[programme]]
            title = 'Opening'
            start = 2025-10-31T09:00:00
            end = 2025-10-31T09:30:00
            [[sinks.youtube]]
            url = 'file:{tmp_path / "youtube.txt"}'
            """,
            encoding="utf-8",
        )
        status, found = check("--config", event)
    assert status == 1
    remedies = {
        "Programme": "Correct the dates",
        "Glossary terms.csv": "Correct that line",
        f"Secret file:{tmp_path / 'youtube.txt'}": "Put the secret",
        f"Log folder {tmp_path / 'logs'}": "name another folder",
        "Port": "Stop the program",
        "Certificate": "footlights tls",
        "Sound of hall": "Give a file",
        "Model whisper-medium": "footlights models pull whisper-medium",
        "GPU": "NVIDIA's driver",
    }
    for name, remedy in remedies.items():
        assert not found[name]["ok"], found[name]
        assert remedy in found[name]["remedy"]
    assert found["Python"]["ok"]
    assert found["Libraries"]["ok"]
    assert found["Sound of annex"]["ok"]


@pytest.mark.model
@pytest.mark.slow
def test_the_speed_is_that_of_this_machine_and_its_words_are_understood(tmp_path, whisper_tiny):
    event = tmp_path / "event.toml"
    speech = ROOT / "live" / "preflight" / "speech.opus"
    event.write_text(
        f"[server]\nport = 0\n[log]\nfolder = '{tmp_path}'\n"
        f"[[rooms]]\nsource = '{speech}'\nmodel = '{whisper_tiny}'\n",
        encoding="utf-8",
    )
    _, found = check("--config", event)
    recognition = found[f"Recognition with {whisper_tiny}"]["found"]
    assert re.match(r"\d+ % of the time there is, for main on cpu", recognition)
    assert "cores when everybody speaks at once" in found["Processor"]["found"]


@pytest.mark.microphone
async def test_a_real_input_that_hums_is_told_from_one_that_is_silent(
    virtual_microphone: VirtualMicrophone, tmp_path
):
    from live.config import RoomConfig
    from live.preflight.microphone import check_sound

    silent = await check_sound(RoomConfig(source="mic"))
    assert not silent.ok
    assert "silent" in silent.found
    virtual_microphone.play(_humming(tmp_path / "hum.wav"))
    humming = await check_sound(RoomConfig(source="mic"))
    assert not humming.ok
    assert "mains hum of 50 Hz" in humming.found


def _humming(path: Path) -> Path:
    """Ten seconds of 50 Hz with its third harmonic at -40 dBFS."""
    time_s = np.arange(10 * 48_000) / 48_000
    sound = 0.014 * (np.sin(2 * np.pi * 50 * time_s) + 0.5 * np.sin(2 * np.pi * 150 * time_s))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path
