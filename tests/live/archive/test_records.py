from dataclasses import replace

from live.archive import records
from live.archive.records import RESUME_MARGIN, SessionHeader, SessionRecord
from live.events import Gap, Line, Retraction, StateChange

HEADER = SessionHeader(
    session="2026-10-31T09-00-00Z",
    started="2026-10-31T09:00:00Z",
    room="main",
    source="microphone",
    languages=("en", "zh-Hant-HK"),
)
LINE = Line(
    id=41,
    rev=3,
    lang="en",
    text="And so",
    start_s=1.0,
    end_s=2.0,
    audio_s=2.5,
    word_ends_s=((3, 1.5), (6, 2.0)),
)
CHINESE = replace(LINE, lang="zh-Hant-HK", text="因此", final=True, start_s=9.0, end_s=9.5, word_ends_s=())
SPANISH = replace(CHINESE, lang="es", text="And so we", untranslated="en")


def rebuilt(*entries: dict[str, object], tail: bytes = b"") -> SessionRecord:
    lines = [
        records.encode(records.header_record(HEADER)),
        *(records.encode(entry) for entry in entries),
        tail,
    ]
    record = records.rebuild(lines)
    assert record is not None
    return record


def test_everything_written_comes_back() -> None:
    gap = Gap(start_s=3.0, end_s=4.0, reason="microphone away")
    grown = replace(LINE, rev=4, text="And so we", final=True, word_ends_s=((9, 2.2),), corrected=True)
    record = rebuilt(
        records.line_record(LINE, 7),
        records.gap_record(gap),
        records.line_record(grown, 8),
        records.line_record(CHINESE, 9),
        records.line_record(SPANISH, 10),
        records.state_record(StateChange(state="paused", message="Tea"), 11, 60.0),
    )
    assert record.header == HEADER
    assert record.lines == {(41, "en"): grown, (41, "zh-Hant-HK"): CHINESE, (41, "es"): SPANISH}
    assert record.lines[41, "en"].word_ends_s == grown.word_ends_s
    assert record.seqs == {(41, "en"): 8, (41, "zh-Hant-HK"): 9, (41, "es"): 10}
    assert record.gaps == [gap]
    assert record.state == StateChange(state="paused", message="Tea")
    assert (record.last_id, record.last_seq, record.audio_s, record.damaged) == (41, 11, 60.0, 0)


def test_what_waits_is_in_no_transcript_until_it_is_released() -> None:
    grown = replace(LINE, rev=4, text="And so we", word_ends_s=())
    waits = (records.line_record(LINE, 7), records.waiting_record(grown))
    record = rebuilt(*waits)
    assert [line.text for line in record.transcript()] == ["And so"]
    assert ([line.text for line in record.waiting_lines()], record.closing_lines()) == (["And so we"], [])
    assert rebuilt(*waits, records.line_record(grown, 8)).waiting == {}
    assert rebuilt(*waits, records.retract_record(Retraction(ids=(41,)), 8)).waiting == {}


def test_a_torn_last_record_is_ignored_and_a_damaged_one_is_counted() -> None:
    whole = records.encode(records.line_record(LINE, 7))
    record = rebuilt({"type": "line", "seq": 8}, {"type": "other"}, tail=whole[:-20])
    assert (record.lines, record.damaged) == ({}, 2)


def test_what_is_no_log_is_told_from_an_empty_session() -> None:
    assert records.rebuild([]) is None
    assert records.rebuild([b"\x00\xff\n"]) is None
    assert records.rebuild([records.encode(records.header_record(HEADER) | {"version": 2})]) is None
    assert rebuilt().lines == {}


def test_retracted_lines_vanish_in_every_language_and_stay_away() -> None:
    record = rebuilt(
        records.line_record(LINE, 7),
        records.line_record(CHINESE, 8),
        records.retract_record(Retraction(ids=(41,)), 9),
        records.line_record(replace(LINE, rev=5), 10),
    )
    assert (record.lines, record.seqs, record.retracted) == ({}, {}, {41})
    assert (record.last_id, record.last_seq) == (41, 10)


def test_a_resumed_session_uses_no_number_that_a_screen_may_have_seen() -> None:
    record = rebuilt(records.line_record(LINE, 7), records.line_record(CHINESE, 8))
    assert (record.next_id, record.next_seq) == (41 + RESUME_MARGIN, 8 + RESUME_MARGIN)
    assert record.closing_lines() == [replace(LINE, rev=3 + RESUME_MARGIN, final=True)]


def test_a_transcript_is_as_spoken_or_in_one_language_at_the_times_of_the_speaker() -> None:
    spoken_chinese = replace(CHINESE, id=42)
    record = rebuilt(
        records.line_record(LINE, 7), records.line_record(spoken_chinese, 8), records.line_record(CHINESE, 9)
    )
    assert record.transcript() == [LINE, spoken_chinese]
    assert record.transcript("zh-Hant-HK") == [replace(CHINESE, start_s=1.0, end_s=2.0), spoken_chinese]
    assert record.transcript("en") == [LINE]
    assert record.languages == ("en", "zh-Hant-HK")
