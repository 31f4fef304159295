"""What was said is deleted in time, and nothing else."""

import os
from pathlib import Path

import pytest

from live.archive.retention import DAY_S, sweep
from live.config import RetentionConfig

NOW_S = 1_761_900_000.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A log folder with a session of 40 days ago and one of 2 days ago."""
    for session, days in (("2025-09-21T09-00-00Z", 40), ("2025-10-29T09-00-00Z", 2)):
        for ending in (".jsonl", ".screens.csv", ".000000000000ms.flac"):
            path = tmp_path / "hall" / f"{session}{ending}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"x")
            os.utime(path, (NOW_S - days * DAY_S,) * 2)
    return tmp_path


def left(folder: Path) -> list[str]:
    return sorted(path.name[5:10] + "".join(path.suffixes[-1:]) for path in folder.glob("*/*"))


def test_without_a_bound_everything_is_kept(folder):
    assert sweep(folder, RetentionConfig(), NOW_S) == []


def test_sound_goes_before_the_words(folder):
    sweep(folder, RetentionConfig(recordings_days=30, logs_days=365), NOW_S)
    assert left(folder) == ["09-21.csv", "09-21.jsonl", "10-29.csv", "10-29.flac", "10-29.jsonl"]


def test_a_log_goes_with_what_lies_beside_it_but_sound_has_its_own_bound(folder):
    sweep(folder, RetentionConfig(logs_days=30), NOW_S)
    assert left(folder) == ["09-21.flac", "10-29.csv", "10-29.flac", "10-29.jsonl"]


def test_files_that_are_no_sessions_stay(folder):
    notes = folder / "hall" / "notes.txt"
    notes.write_text("keep", encoding="utf-8")
    os.utime(notes, (0, 0))
    sweep(folder, RetentionConfig(logs_days=1, recordings_days=1), NOW_S)
    assert [path.name for path in folder.glob("*/*")] == ["notes.txt"]


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path):
    assert sweep(tmp_path / "none", RetentionConfig(logs_days=1), NOW_S) == []
