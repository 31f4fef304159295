"""What the logs and the minutes of an event tell."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from live.archive.log import SessionLog
from live.archive.minutes import minutes_path
from live.config import Config, validate
from live.errors import LogError
from live.events import Gap, Line, Retraction, StateChange
from live.rehearsal.sessions import event_report, find_logs
from tests.live.rooms import a_line

STARTED = datetime(2025, 10, 31, 1, 30, tzinfo=UTC)


def a_log(folder: Path, room: str = "hall", *lines: Line, started: datetime = STARTED) -> Path:
    """A session with lines."""
    log = SessionLog.create(folder, room, source="mic", languages=("en", "es"), started=started)
    for seq, line in enumerate(lines, start=1):
        log.append(line, seq)
    log.gap(Gap(start_s=100.0, end_s=130.0, reason="away"))
    log.state(StateChange(state="ended"), len(lines) + 1, 630.0)
    log.close()
    return log.path


def the_event(*titles_and_times: tuple[str, str, str]) -> Config:
    talks = [
        {"title": title, "start": f"2025-10-31T{start}:00+08:00", "end": f"2025-10-31T{end}:00+08:00"}
        | {"speakers": [{"name": "Grace Chan"}]}
        for title, start, end in titles_and_times
    ]
    return validate({"rooms": [{"name": "hall"}], "programme": talks}, "event.toml")


def test_minutes_words_and_corrections_are_counted_as_they_were_spoken(tmp_path):
    path = a_log(
        tmp_path,
        "hall",
        a_line(1, text="Good morning, everyone.", final=True),
        a_line(1, lang="es", text="Buenos días a todos ustedes.", final=True),
        a_line(2, text="Welcome to Cyberport.", final=True),
        a_line(2, rev=1, text="Welcome to Cyberport!", final=True, corrected=True),
    )
    (room,) = event_report([path], Config()).rooms
    assert (room.captioned_min, room.missing_s) == (10.0, 30.0)
    assert (room.words, room.lines, room.corrections) == (6, 2, 1)
    assert room.languages == ("en", "es")


def test_lines_that_were_taken_back_are_counted_but_not_their_words(tmp_path):
    log = SessionLog.create(tmp_path, "hall", source="mic", languages=("en",), started=STARTED)
    log.append(a_line(1, text="Off the record.", final=True), 1)
    log.retract(Retraction(ids=(1,)), 2)
    log.close()
    (room,) = event_report([log.path], Config()).rooms
    assert (room.words, room.retracted) == (0, 1)


def test_what_was_said_is_given_to_the_talks_of_the_programme_by_the_clock(tmp_path):
    path = a_log(
        tmp_path,
        "hall",
        a_line(1, text="Opening words here.", start_s=60.0, end_s=62.0, final=True),
        a_line(2, text="The panel begins.", start_s=1000.0, end_s=1002.0, final=True),
        a_line(3, text="It goes on.", start_s=1060.0, end_s=1062.0, final=True, corrected=True),
    )
    event = the_event(("Opening", "09:30", "09:45"), ("Panel", "09:45", "10:30"), ("Lunch", "12:00", "13:00"))
    talks = event_report([path], event).talks
    assert [(talk.title, talk.words, talk.corrections, talk.minutes) for talk in talks] == [
        ("Opening", 3, 0, 0.0),
        ("Panel", 6, 1, 1.0),
    ]
    assert talks[0].speakers == "Grace Chan"


def test_screens_and_delays_come_from_the_minutes(tmp_path):
    path = a_log(tmp_path, "hall", a_line(1, text="Good morning.", final=True))
    records = [
        {
            "at": f"2025-10-31T01:3{minute}:00Z",
            "screens": {"attendee": {"en": 100 * minute, "es": 40}, "stage": {"en": 1}},
            "delays": {"en": {"80": 50, "120": 50}, "es": {"300": 10}},
            "cpu_percent": 50.0,
            "memory_mib": 900 + minute,
        }
        for minute in range(1, 4)
    ]
    text = "".join(json.dumps(record) + "\n" for record in records)
    minutes_path(path).write_text(text, encoding="utf-8")
    report = event_report([path], the_event())
    assert report.rooms[0].screens_most == 341
    english, spanish = report.delays
    assert (english.p50_s, english.p95_s, english.number, english.translated) == (0.8, 1.2, 300, False)
    assert (spanish.p50_s, spanish.translated) == (3.0, True)
    assert report.load.memory_mib == 903
    plots = {plot.title: plot for plot in report.plots}
    english_screens, spanish_screens = plots["Screens by language"].series
    assert english_screens.points == ((1.0, 101.0), (2.0, 201.0), (3.0, 301.0))
    assert spanish_screens.points[0] == (1.0, 40.0)


def test_without_minutes_there_is_still_a_report(tmp_path):
    report = event_report([a_log(tmp_path)], Config())
    assert (report.delays, report.plots, report.load) == ((), (), None)


def test_a_folder_stands_for_the_latest_session_of_each_of_its_rooms(tmp_path):
    a_log(tmp_path, "hall", started=datetime(2025, 10, 30, 1, tzinfo=UTC))
    hall, annex = a_log(tmp_path, "hall"), a_log(tmp_path, "annex")
    (tmp_path / "audit.jsonl").write_text("{}\n", encoding="utf-8")
    assert sorted(find_logs(tmp_path)) == sorted([annex, hall])
    assert find_logs(tmp_path / "hall") == [hall]
    assert find_logs(hall) == [hall]


def test_a_folder_without_a_session_is_told(tmp_path):
    with pytest.raises(LogError, match="There is no session in"):
        find_logs(tmp_path / "nothing")
