from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.events import Line, Recognition, Word
from live.text.lines import LineBuilder
from live.text.typography import width
from tests.live.speech import finals, heard, played, words

TALK = (
    " Last year, after the closing session, a guest came to find me. Her name was Helen, and she had lost"
    " most of her hearing at the age of twenty-nine. She told Mr. Lee that 10,000 people, or 3.5 per cent,"
    " had been to more than fifty conferences in the U.S. alone. Thank you."
)


def looks(changes: list[Line]) -> list[tuple[int, int, str, str, bool]]:
    return [(line.id, line.rev, line.text, line.interim, line.final) for line in changes]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_words_pass_from_interim_to_committed_in_place() -> None:
    builder = LineBuilder()
    assert looks(builder.feed(heard("", " And so"))) == [(1, 1, "", "And so", False)]
    assert looks(builder.feed(heard(" And", " so my"))) == [(1, 2, "And", " so my", False)]
    assert looks(builder.feed(heard(" so", " my fellow."))) == [(1, 3, "And so", " my fellow.", False)]
    assert looks(builder.feed(heard(" my fellow.", ""))) == [(1, 4, "And so my fellow.", "", True)]


def test_a_step_that_changes_nothing_sends_nothing() -> None:
    builder = LineBuilder()
    builder.feed(heard(" And", " so"))
    assert builder.feed(heard("", " so")) == []


def test_words_after_a_sentence_end_in_the_interim_open_the_next_line_and_stay_there() -> None:
    builder = LineBuilder()
    assert looks(builder.feed(heard(" We", " go. Then"))) == [
        (1, 1, "We", " go.", False),
        (2, 1, "", "Then", False),
    ]
    assert looks(builder.feed(heard(" go.", " Then we"))) == [
        (1, 2, "We go.", "", True),
        (2, 2, "", "Then we", False),
    ]
    assert looks(builder.feed(heard(" Then", " we"))) == [(2, 3, "Then", " we", False)]


def test_a_line_whose_interim_vanishes_is_dismissed_and_its_id_is_not_used_again() -> None:
    builder = LineBuilder()
    builder.feed(heard("", " Uh"))
    assert looks(builder.feed(heard())) == [(1, 2, "", "", True)]
    assert looks(builder.feed(heard("", " Good"))) == [(2, 1, "", "Good", False)]


def test_a_sentence_end_taken_back_dismisses_the_next_line() -> None:
    builder = LineBuilder()
    builder.feed(heard(" We", " go. And"))
    assert looks(builder.feed(heard("", " go and see"))) == [
        (1, 2, "We", " go and see", False),
        (2, 2, "", "", True),
    ]


def test_a_pause_ends_the_line() -> None:
    builder = LineBuilder()
    builder.feed(heard(" my fellow"))
    assert looks(builder.feed(heard(pause=True))) == [(1, 2, "my fellow", "", True)]
    assert looks(builder.feed(heard(" Americans"))) == [(2, 1, "Americans", "", False)]


def test_punctuation_that_comes_after_the_pause_opens_no_line() -> None:
    builder = LineBuilder()
    builder.feed(heard(" my fellow"))
    builder.feed(heard(pause=True))
    assert builder.feed(heard("", ".")) == []
    assert builder.feed(heard(".", "")) == []
    assert looks(builder.feed(heard(".", " And"))) == [(2, 1, "", "And", False)]
    assert looks(builder.feed(heard(" And", " so"))) == [(2, 2, "And", " so", False)]


def test_another_language_ends_the_line() -> None:
    builder = LineBuilder(ids=count(7))
    builder.feed(heard(" hello", " there"))
    changes = builder.feed(heard("你好", lang="zh"))
    assert looks(changes) == [(7, 2, "hello", "", True), (8, 1, "你好", "", False)]
    assert [line.lang for line in changes] == ["en", "zh"]


def test_the_end_makes_committed_text_final_and_drops_interim() -> None:
    builder = LineBuilder()
    builder.feed(heard(" We", " go. Then"))
    assert looks(builder.end(12.0)) == [(1, 2, "We", "", True), (2, 2, "", "", True)]
    assert builder.end(12.0) == []


def test_a_number_that_goes_on_in_the_next_step_stays_in_its_line() -> None:
    builder = LineBuilder()
    assert finals(builder.feed(heard("增加了3.", lang="zh"))) == []
    assert finals(builder.feed(heard("5%，真好。", lang="zh"))) == ["增加了3.5%，真好。"]


def test_an_ordinary_number_ends_its_sentence_when_the_next_word_comes() -> None:
    builder = LineBuilder()
    assert finals(builder.feed(heard(" It was 2025."))) == []
    assert finals(builder.feed(heard("", " We"))) == []
    assert finals(builder.feed(heard(" We"))) == ["It was 2025."]


def test_abbreviations_and_numbers_do_not_end_a_line() -> None:
    assert finals(played(TALK)) == [
        "Last year, after the closing session, a guest came to find me.",
        "Her name was Helen, and she had lost most of her hearing at the age of twenty-nine.",
        "She told Mr. Lee that 10,000 people, or 3.5 per cent,",
        "had been to more than fifty conferences in the U.S. alone.",
        "Thank you.",
    ]


def test_chinese_lines_end_at_clauses_within_36_characters() -> None:
    text = "今天我们很高兴宣布，第三季度的收入增加了3.5%，达到10000美元的新高，比去年多了一倍，谢谢大家。"
    lines = finals(played(text, "zh"))
    assert "".join(lines) == text
    assert all(line[-1] in "，。" and width(line) <= 72 for line in lines)


def test_times_are_those_of_the_committed_words_or_else_of_the_interim() -> None:
    builder = LineBuilder()
    spoken = words(" one two three", start_s=5.0)
    step = heard()
    first = builder.feed(replace(step, interim=spoken[1:]))[-1]
    assert (first.start_s, first.end_s) == (spoken[1].start_s, spoken[2].end_s)
    second = builder.feed(replace(step, committed=spoken[:2], interim=spoken[2:]))[-1]
    assert (second.start_s, second.end_s) == (spoken[0].start_s, spoken[1].end_s)
    assert second.word_ends_s == ((3, spoken[0].end_s), (7, spoken[1].end_s))


@pytest.mark.parametrize("step", [1, 2, 3, 8])
@pytest.mark.parametrize("ahead", [0, 1, 3, 6])
def test_words_of_a_steady_talk_never_jump(step: int, ahead: int) -> None:
    """Interim that comes true word for word is never moved to another line, and no line is dismissed."""
    screen: dict[int, str] = {}
    homes: dict[int, int] = {}
    for line in played(TALK, step=step, ahead=ahead):
        screen[line.id] = line.text + line.interim
        shown = [id_ for id_, text in sorted(screen.items()) for _ in text.split()]
        assert all(homes.setdefault(position, id_) == id_ for position, id_ in enumerate(shown))
        assert screen[line.id]


SPACED = ["and", "the", "word", "Mr.", "U.S.", "3.", "10", "end.", "why?", "then,", "infrastructure", "..."]
UNSPACED = ["5", ",000", "字", "的", "。", "「", "」", "，", "。」", "ー"]
PIECES = st.sampled_from(
    [*(f" {word}" for word in SPACED), *UNSPACED, " ", " " + "unbelievablylongwordwithoutend" * 4]
)


@st.composite
def recognitions(draw: st.DrawFn) -> list[Recognition]:
    steps: list[Recognition] = []
    clock_s = 0.0
    for _ in range(draw(st.integers(1, 12))):
        texts = draw(st.lists(PIECES, max_size=25))
        pause = draw(st.booleans())
        cut = len(texts) if pause else draw(st.integers(0, len(texts)))
        spoken = [
            Word(text=text, start_s=clock_s + i, end_s=clock_s + i + 1, probability=1.0)
            for i, text in enumerate(texts)
        ]
        clock_s += cut
        steps.append(
            Recognition(
                committed=tuple(spoken[:cut]),
                interim=tuple(spoken[cut:]),
                audio_s=clock_s,
                language=draw(st.sampled_from(["en", "en", "zh"])),
                end_of_utterance=pause,
            )
        )
    return steps


@given(recognitions())
def test_lines_hold_all_committed_words_once_and_in_order(steps: list[Recognition]) -> None:
    builder = LineBuilder()
    latest: dict[int, Line] = {}
    changes = [line for step in steps for line in builder.feed(step)]
    changes += builder.end(steps[-1].audio_s)
    for line in changes:
        before = latest.get(line.id)
        if before is None:
            assert line.id == len(latest) + 1
            assert line.rev == 1
        else:
            assert not before.final
            assert line.rev == before.rev + 1
            assert line.text.startswith(before.text)
            assert line.lang == before.lang
        assert [n for n, _ in line.word_ends_s][-1:] == ([len(line.text)] if line.text else [])
        latest[line.id] = line
    assert all(line.final and not line.interim for line in latest.values())
    said = "".join(word.text for step in steps for word in step.committed)
    assert letters("".join(line.text for line in latest.values())) == letters(said)
