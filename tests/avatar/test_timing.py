"""The pure parts: what has been heard, when speech may begin, what a face may report, scripts."""

from pathlib import Path

import pytest

from avatar.captions import room_language, spoken_languages
from avatar.errors import DirectionError, ScriptError
from avatar.headroom import Pace, may_begin
from avatar.reports import read_report
from avatar.script import load_script
from avatar.start import DEMO
from avatar.timeline import Piece, Timeline
from avatar.voice.speech import GROWTH, TimedWord


def piece(*words: str) -> Piece:
    timed = [TimedWord(text=word, start_s=at, end_s=at + 1) for at, word in enumerate(words)]
    return Piece(words=tuple(timed), duration_s=len(words))


def test_words_are_heard_as_the_face_goes_and_a_little_beyond_its_last_report() -> None:
    timeline = Timeline()
    timeline.add(piece("One", " two", " three."), 0.0, last=False)
    assert timeline.text(5.0) == ""
    timeline.playing(0, 0.9, 10.0)
    assert timeline.text(10.0) == "One"
    assert timeline.next_word_in_s(10.0) == pytest.approx(0.1)
    assert timeline.text(10.2) == "One two"
    assert timeline.text(99.0) == "One two"
    timeline.add(piece(" Four."), 10.3, last=True)
    timeline.done(0, 12.0)
    assert not timeline.over
    assert timeline.text(12.0) == "One two three. Four."
    timeline.done(1, 13.0)
    assert timeline.over


def test_a_report_of_what_is_over_changes_nothing() -> None:
    timeline = Timeline()
    timeline.add(piece("One", " two."), 0.0, last=True)
    timeline.playing(7, 0.0, 1.0)
    assert timeline.text(1.0) == ""
    timeline.playing(0, 0.1, 1.0)
    timeline.stop(1.2)
    timeline.playing(0, 1.5, 2.0)
    assert timeline.text(9.0) == "One"
    assert timeline.over


def test_a_face_owes_a_report_only_while_it_has_something_to_play() -> None:
    timeline = Timeline()
    assert timeline.silent_s(50.0) == 0
    timeline.add(piece("One"), 50.0, last=False)
    assert timeline.silent_s(52.0) == 2
    timeline.done(0, 53.0)
    assert timeline.silent_s(90.0) == 0
    timeline.add(piece("two"), 90.0, last=True)
    assert timeline.silent_s(91.0) == 1


@pytest.mark.parametrize(
    ("ready_s", "to_make", "begins"),
    [
        (2.0, [], True),
        (2.0, [(1.2, 0.2), (1.2, 0.2)], True),
        (2.0, [(2.4, 4.0)], False),
        (6.0, [(2.4, 4.0)], True),
        (6.0, [(2.4, 4.0), (2.4, 4.0), (2.4, 4.0)], False),
    ],
)
def test_speech_begins_as_soon_as_no_gap_can_follow(
    ready_s: float, to_make: list[tuple[float, float]], begins: bool
) -> None:
    assert may_begin(ready_s, to_make) is begins


def test_the_pace_of_a_voice_that_gives_sentences_whole() -> None:
    pace = Pace()
    for _ in range(20):
        pace.learn(10, [(2.0, 1.0)])
    assert (pace.lead_s, pace.work) == (0.0, pytest.approx(2.0, rel=0.01))
    assert pace.lasting_s == pytest.approx(0.1, rel=0.01)
    assert pace.is_slow
    assert list(pace.of_sentence(20)) == [(pytest.approx(2.0, rel=0.01), pytest.approx(4.0, rel=0.02))]


def test_the_pace_of_a_voice_that_speaks_while_it_works() -> None:
    """A second of work, and then half a second for each second of speech."""
    pace = Pace()
    for _ in range(30):
        pace.learn(20, [(1.25, 0.5), (1.55, 0.6), (2.0, 0.9)])
    assert (pace.lead_s, pace.work) == (pytest.approx(1.0, rel=0.01), pytest.approx(0.5, rel=0.01))
    lasting_s, work_s = zip(*pace.of_sentence(20), strict=True)
    assert lasting_s[:2] == (0.5, pytest.approx(0.5 * GROWTH))
    assert sum(lasting_s) == pytest.approx(2.0, rel=0.01)
    assert sum(work_s) == pytest.approx(2.0, rel=0.01)
    assert list(pace.of_rest(1.3, 1.0)) == [
        (1.0, pace.work),
        (pytest.approx(0.3), pytest.approx(0.15, rel=0.01)),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "no",
        "[]",
        '{"type":"dance"}',
        '{"type":"playing","utterance":"u","seq":"1","at_s":0}',
        '{"type":"playing","utterance":"u","seq":1,"at_s":NaN}',
        '{"type":"done","utterance":7,"seq":1}',
        '{"type":"fps","fps":true}',
        "[" * 5000,
    ],
)
def test_a_report_that_is_none_is_refused(raw: str) -> None:
    with pytest.raises(DirectionError):
        read_report(raw)


def test_a_report_has_its_values() -> None:
    assert read_report('{"type":"done","utterance":"u1","seq":2,"more":1}') == {
        "type": "done",
        "utterance": "u1",
        "seq": 2,
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[[lines]]\ntxt = 'x'", "unknown key 'lines.0.txt'.*Did you mean 'text'"),
        ("[[lines]]\ntext = 'x'\nlang = 'klingon'", "klingon"),
        ("[avatar]\nbackground = 'beach'", "transparent"),
        ("[[", "Cannot read"),
    ],
)
def test_a_wrong_script_says_where_and_what(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "avatar.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ScriptError, match=reason):
        load_script(file)


def test_the_demo_speaks_two_languages() -> None:
    assert {line.lang for line in load_script(DEMO).lines if line.is_spoken} == {"en", "zh"}


def test_a_language_is_captioned_in_the_rooms_script() -> None:
    welcome = {
        "rooms": [
            {"room": "a", "languages": [{"code": "en", "source": True}, {"code": "zh", "source": True}]},
            {"room": "b", "languages": [{"code": "es", "source": True}, {"code": "en", "source": False}]},
        ]
    }
    assert spoken_languages(welcome, "") == ["en", "zh"]
    assert spoken_languages(welcome, "b") == ["es"]
    assert room_language("zh-Hans", ["en", "zh"]) == "zh"
    assert room_language("ja", ["en", "zh"]) == "en"
