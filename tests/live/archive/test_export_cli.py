import argparse
from datetime import UTC, datetime
from pathlib import Path

import pytest

from live.archive import export_cli
from live.archive.log import SessionLog
from live.errors import ConfigError, LogError
from live.events import Line

NAME = "2026-10-31T09-00-00Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A log folder with one session, spoken in English and translated."""
    session = SessionLog.create(
        tmp_path,
        "main",
        source="talk.wav",
        languages=["en", "zh-Hant-HK"],
        started=datetime(2026, 10, 31, 9, tzinfo=UTC),
    )
    for seq, (lang, text) in enumerate([("en", "Good morning."), ("zh-Hant-HK", "早晨。")], 1):
        line = Line(id=1, rev=1, lang=lang, text=text, final=True, start_s=1.0, end_s=2.0, audio_s=2.0)
        session.append(line, seq)
    session.close()
    return tmp_path


def export(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    export_cli.add_commands(parser.add_subparsers())
    args = parser.parse_args(["export", *arguments])
    return int(args.handler(args))


def test_a_session_is_exported_by_path_to_standard_output(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert export(str(folder / "main" / f"{NAME}.jsonl")) == 0
    assert capfdbinary.readouterr().out == b"1\n00:00:01,000 --> 00:00:02,000\nGood morning.\n\n"


def test_a_session_is_exported_by_name_to_a_file_in_the_form_of_its_ending(folder: Path) -> None:
    out = folder / "talk.txt"
    export(NAME, "--log-dir", str(folder), "--lang", "zh-Hant-HK", "--out", str(out))
    assert out.read_text(encoding="utf-8") == "早晨。\n"


def test_the_same_name_in_two_rooms_needs_the_room(folder: Path) -> None:
    (folder / "hall").mkdir()
    (folder / "hall" / f"{NAME}.jsonl").write_bytes((folder / "main" / f"{NAME}.jsonl").read_bytes())
    with pytest.raises(ConfigError, match=rf"several rooms.*main/{NAME}, hall/{NAME}"):
        export(NAME, "--log-dir", str(folder))
    assert export(f"hall/{NAME}", "--log-dir", str(folder)) == 0


def test_mistakes_are_answered_with_what_there_is(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    in_folder = ("--log-dir", str(folder))
    with pytest.raises(ConfigError, match=f"No session 'x'.*main/{NAME}"):
        export("x", *in_folder)
    with pytest.raises(ConfigError, match=r"Unknown language 'de'.*en, zh-Hant-HK"):
        export(NAME, "--lang", "de", *in_folder)
    with pytest.raises(ConfigError, match="--format srt"):
        export(NAME, "--out", "talk.doc", *in_folder)
    with pytest.raises(LogError, match="cannot be written"):
        export(NAME, "--out", str(folder / "absent" / "talk.srt"), *in_folder)
    with pytest.raises(LogError, match="cannot be read"):
        export(str(folder / "absent.jsonl"))
