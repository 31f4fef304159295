import errno
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from live.archive import log
from live.archive.append_file import DiskFile
from live.archive.log import SessionLog
from live.errors import ConfigError, LogError
from live.events import Gap, Line, Retraction, StateChange

STARTED = datetime(2026, 10, 31, 17, 0, tzinfo=timezone(timedelta(hours=8)))
LINE = Line(id=1, rev=1, lang="en", text="Good", start_s=1.0, end_s=2.0, audio_s=2.5)


class BrokenFile(DiskFile):
    """A file on a disk that fails."""

    def write(self, data: bytes) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def new_log(folder: Path, started: datetime = STARTED) -> SessionLog:
    return SessionLog.create(folder, "main", source="talk.wav", languages=["en"], started=started)


def test_a_session_is_a_file_named_by_its_start_and_its_first_record_says_what_it_is(tmp_path: Path) -> None:
    session = new_log(tmp_path)
    session.close()
    assert session.path == tmp_path / "main" / "2026-10-31T09-00-00Z.jsonl"
    header = log.read(session.path).header
    assert header == session.header
    assert (header.started, header.room, header.source) == ("2026-10-31T09:00:00Z", "main", "talk.wav")


def test_two_sessions_in_one_second_have_two_files(tmp_path: Path) -> None:
    first, second = new_log(tmp_path), new_log(tmp_path)
    first.close()
    second.close()
    assert second.header.session == "2026-10-31T09-00-00Z-2"
    assert log.sessions(tmp_path) == [second.path, first.path]


def test_committed_text_is_logged_once_and_interim_never(tmp_path: Path) -> None:
    session = new_log(tmp_path)
    revisions = [
        replace(LINE, text="", interim="Good"),
        replace(LINE, rev=2, interim=" morning"),
        replace(LINE, rev=3, interim=" evening"),
        replace(LINE, rev=4, text="Good morning.", final=True),
        replace(LINE, rev=5, text="Good evening.", final=True, corrected=True),
        replace(LINE, id=2, text="", final=True),
    ]
    for seq, line in enumerate(revisions, 1):
        session.append(line, seq)
    written = session.path.read_text(encoding="utf-8").splitlines()
    assert len(written) == 1 + 3
    assert not any("interim" in record for record in written)
    record = log.read(session.path)
    assert [line.text for line in record.transcript()] == ["Good evening."]
    assert record.last_seq == 5
    session.close()


def test_states_gaps_and_retractions_are_logged(tmp_path: Path) -> None:
    session = new_log(tmp_path)
    session.append(replace(LINE, final=True), 1)
    session.gap(Gap(start_s=3.0, end_s=5.0, reason="away"))
    session.retract(Retraction(ids=(1,)), 2)
    session.state(StateChange(state="paused"), 3, 6.0)
    session.close()
    record = log.read(session.path)
    assert (record.retracted, record.state.state, record.audio_s) == ({1}, "paused", 6.0)
    assert [gap.reason for gap in record.gaps] == ["away"]


def test_a_session_cut_off_is_found_and_goes_on(tmp_path: Path) -> None:
    assert log.latest_unfinished(tmp_path, "main") is None
    session = new_log(tmp_path)
    session.append(LINE, 1)
    session.close()
    with session.path.open("ab") as file:
        file.write(b'{"type":"li')
    assert log.latest_unfinished(tmp_path, "main") == session.path
    assert log.latest_unfinished(tmp_path, "other") is None

    resumed = SessionLog.resume(session.path)
    assert resumed.header == session.header
    resumed.append(replace(LINE, id=2), 2)
    resumed.state(StateChange(state="ended"), 3, 9.0)
    resumed.close()
    record = log.read(session.path)
    assert (len(record.lines), record.damaged) == (2, 0)
    assert log.latest_unfinished(tmp_path, "main") is None


def test_an_older_unfinished_session_is_history(tmp_path: Path) -> None:
    new_log(tmp_path).close()
    latest = new_log(tmp_path, STARTED + timedelta(hours=1))
    latest.state(StateChange(state="ended"), 1, 0.0)
    latest.close()
    assert log.latest_unfinished(tmp_path, "main") is None


@pytest.mark.parametrize(
    "room", ["", "..", "a/b", "a\\b", "con", "COM1", "-x", "x" * 65, "a.b", "main\n", "*"]
)
def test_room_names_that_are_no_folder_names_are_refused(tmp_path: Path, room: str) -> None:
    with pytest.raises(ConfigError, match="Room name"):
        SessionLog.create(tmp_path, room, source="", languages=[], started=STARTED.astimezone(UTC))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_one_clear_line(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    folder.touch()
    with pytest.raises(LogError, match=r"sessions.*cannot be written.*--log-dir"):
        new_log(folder)
    (tmp_path / "main").touch()
    with pytest.raises(LogError, match=r"is a file.*--log-dir"):
        new_log(tmp_path)


def test_a_disk_that_fails_at_the_start_is_one_clear_line_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(LogError, match=r"cannot be written: .*--log-dir"):
        SessionLog.create(
            tmp_path, "main", source="", languages=["en"], started=STARTED, open_file=BrokenFile
        )
    assert list((tmp_path / "main").iterdir()) == []


def test_a_failure_in_mid_talk_is_a_problem_on_the_status_page(tmp_path: Path) -> None:
    session = new_log(tmp_path)
    assert session.problem is None
    session.close()
    failing = SessionLog(session.path, session.header, open_file=BrokenFile)
    failing.append(LINE, 1)
    problem = failing.problem
    assert problem is not None
    assert (problem.code, problem.stops_captions) == ("log_unwritable", False)
    assert "records: 1 waiting in memory." in problem.message
    failing.close()


def test_what_is_no_log_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_bytes(b"hello\n")
    with pytest.raises(LogError, match="no session log"):
        log.read(path)
    with pytest.raises(LogError, match="cannot be read"):
        log.read(tmp_path / "absent.jsonl")
