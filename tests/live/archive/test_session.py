"""A session begun, cut off and gone on with."""

import json
import os

import pytest

from live.archive.session import Session, find_unfinished, new_session, resume_session
from live.config import LogConfig, RoomConfig
from live.events import Line, StateChange

STARTED = 1_800_000_000.0
FILE = RoomConfig(source="talk.wav")


def now() -> float:
    return STARTED


@pytest.fixture
def folder(tmp_path) -> LogConfig:
    return LogConfig(folder=tmp_path)


def say(session: Session, text: str, *, id: int = 1, rev: int = 1, end_s: float = 12.5, final: bool = False):
    """Log and publish a line as a room does."""
    line = Line(id=id, rev=rev, lang="en", text=text, final=final, start_s=10.0, end_s=end_s, audio_s=14.0)
    session.log.append(line, session.hub.seq + 1)
    session.hub.publish(line)


def cut_off(session: Session, *, died_at: float = STARTED) -> None:
    """Leave the log as a killed process does."""
    session.log.close()
    os.utime(session.log.path, (died_at, died_at))


def backlog(session: Session) -> list[dict]:
    return [json.loads(message.data) for message in session.hub.backlog(None, {"en"})]


def test_without_a_log_a_session_begins(folder):
    assert find_unfinished(FILE, folder) is None
    session = new_session(FILE, folder, now=now)
    assert (session.start_s, session.hub.seq, session.hub.session) == (0.0, 0, "2027-01-15T08:00:00Z")
    session.log.close()


def test_after_a_kill_a_file_goes_on_just_before_its_last_word(folder):
    session = new_session(FILE, folder, now=now)
    say(session, "And so, my fellow")
    cut_off(session)
    unfinished = find_unfinished(FILE, folder, now=lambda: STARTED + 60)
    assert unfinished.said_until_s == 12.5
    assert unfinished.start_s(waits=True) == 9.5


def test_after_a_kill_a_microphone_goes_on_where_the_clock_is_by_now(folder):
    """The session was heard up to 14 s, and a minute of the talk has gone by unheard."""
    microphone = RoomConfig(source="mic")
    session = new_session(microphone, folder, now=now)
    say(session, "And so, my fellow")
    cut_off(session)
    unfinished = find_unfinished(microphone, folder, now=lambda: STARTED + 60)
    assert unfinished.start_s(waits=False) == pytest.approx(74.0)


def test_what_goes_on_has_every_line_and_numbers_that_no_screen_has_seen(folder):
    session = new_session(FILE, folder, now=now)
    say(session, "Good morning.", final=True)
    say(session, "And so, my", id=2)
    seen = session.hub.seq
    cut_off(session)
    unfinished = find_unfinished(FILE, folder, now=now)
    resumed = resume_session(FILE, unfinished, 9.5)
    first, second = backlog(resumed)
    assert (first["text"], first["seq"], first["final"]) == ("Good morning.", 1, True)
    assert (second["text"], second["final"]) == ("And so, my", True)
    assert second["seq"] > seen + 1000
    assert second["rev"] > 1000
    assert resumed.hub.session == session.hub.session
    assert resumed.said_until_s == 12.5
    resumed.log.close()


def test_a_session_that_was_cut_off_twice_goes_on_again(folder):
    cut_off(new_session(FILE, folder, now=now))
    resumed = resume_session(FILE, find_unfinished(FILE, folder, now=now), 0.0)
    say(resumed, "And so, my fellow")
    cut_off(resumed)
    again = resume_session(FILE, find_unfinished(FILE, folder, now=now), 9.5)
    assert again.log.path == resumed.log.path
    assert [line["text"] for line in backlog(again)] == ["And so, my fellow"]
    again.log.close()


def test_a_session_that_ended_is_not_gone_on_with(folder):
    session = new_session(FILE, folder, now=now)
    session.log.state(StateChange(state="ended"), 1, 14.0)
    cut_off(session)
    assert find_unfinished(FILE, folder, now=now) is None


@pytest.mark.parametrize(
    "room",
    [
        RoomConfig(source="other.wav"),
        RoomConfig(source="mic"),
        RoomConfig(source="talk.wav", languages=("fr",)),
        RoomConfig(source="talk.wav", name="foyer"),
    ],
    ids=["another file", "the microphone", "another language", "another room"],
)
def test_another_talk_begins_a_session_of_its_own(folder, room):
    session = new_session(FILE, folder, now=now)
    say(session, "And so, my fellow")
    cut_off(session)
    assert find_unfinished(room, folder, now=now) is None


def test_a_session_that_was_cut_off_long_ago_is_over(folder):
    cut_off(new_session(FILE, folder, now=now))
    assert find_unfinished(FILE, folder, now=lambda: STARTED + folder.resume_within_s) is not None
    assert find_unfinished(FILE, folder, now=lambda: STARTED + folder.resume_within_s + 1) is None
