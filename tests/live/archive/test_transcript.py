import json
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from live.archive.cues import COLUMNS, GAP_S, MAX_S, MIN_S, ROWS, Cue, make_cues
from live.archive.transcript import FORMATS, to_json, to_srt, to_txt, to_vtt
from live.events import Line
from live.text.lines import LineBuilder
from live.text.typography import units, width
from tests.live.speech import heard, played

SRT_CUE = re.compile(
    r"(\d+)\n(\d\d+):(\d\d):(\d\d),(\d{3}) --> (\d\d+):(\d\d):(\d\d),(\d{3})\n((?:[^\n]+\n)+)\n"
)


def line(text: str, start_s: float, end_s: float, *, lang: str = "en", id_: int = 1) -> Line:
    return Line(id=id_, rev=1, lang=lang, text=text, final=True, start_s=start_s, end_s=end_s, audio_s=end_s)


def texts(cues: list[Cue]) -> list[str]:
    return [cue.text for cue in cues]


def test_an_empty_session_gives_valid_empty_files() -> None:
    assert {name: make([]) for name, make in FORMATS.items()} == {
        "srt": "",
        "vtt": "WEBVTT\n",
        "txt": "",
        "json": '{\n "lines": []\n}\n',
    }


def test_srt_and_vtt_are_numbered_and_timed() -> None:
    lines = [
        line("Good morning, everyone, and welcome to the hall.", 3599.9996, 3603.5),
        line("你好。", 3610, 3611, lang="zh"),
    ]
    assert to_srt(lines) == (
        "1\n01:00:00,000 --> 01:00:03,500\nGood morning, everyone,\nand welcome to the hall.\n\n"
        "2\n01:00:10,000 --> 01:00:11,000\n你好。\n\n"
    )
    assert to_vtt(lines).startswith(
        "WEBVTT\n\n1\n01:00:00.000 --> 01:00:03.500\nGood morning, everyone,\nand welcome to the hall.\n\n2\n"
    )


def test_markup_and_arrows_in_the_text_cannot_break_the_files() -> None:
    lines = [line("R&D <b>\n\n00:01 --> 00:02", 0, 3)]
    assert "R&amp;D &lt;b&gt; 00:01 --&gt; 00:02\n" in to_vtt(lines).replace("  ", " ")
    assert len(SRT_CUE.findall(to_srt(lines))) == 1
    assert to_srt(lines).count("-->") == 1


def test_a_short_cue_is_shown_long_enough_and_a_small_pause_is_closed() -> None:
    first, second, third = make_cues(
        [line("Yes.", 1, 1.2), line("We can.", 3, 3.5), line("We will.", 4.2, 4.6)]
    )
    assert first.end_s == 1 + MIN_S
    assert second.end_s == third.start_s - GAP_S


def test_short_cues_without_a_pause_share_one_cue() -> None:
    assert texts(make_cues([line("No.", 1, 1.2), line("Yes.", 1.3, 1.5), line("Good.", 4, 4.4)])) == [
        "No. Yes.",
        "Good.",
    ]


def test_a_short_cue_before_a_full_one_delays_it_a_little() -> None:
    full = "And now I would like to introduce to you a very good friend of our house"
    first, second = make_cues([line("Yes.", 1, 1.3), line(full + " indeed.", 1.4, 6)])
    assert first.end_s == 1 + MIN_S
    assert second.start_s == first.end_s + GAP_S


def test_slow_speech_is_cut_at_a_word_end_within_seven_seconds() -> None:
    spoken = "Four score and seven years ago, our fathers brought forth"
    ends = [match.end() for match in re.finditer(r"\S+", spoken)]
    slow = replace(line(spoken, 0, 10), word_ends_s=tuple((end, i + 1.0) for i, end in enumerate(ends)))
    first, second = make_cues([slow])
    assert (first.text, second.text) == ("Four score and seven years ago,", "our fathers brought forth")
    assert (first.start_s, first.end_s, second.start_s) == (0, 6 - GAP_S, 6)


def test_a_long_translation_is_cut_in_proportion() -> None:
    text = "今天我們很高興宣布，第三季度的收入增加了3.5%，達到10,000美元的新高，比去年同期多了一倍。"
    first, second = make_cues([line(text, 0, 8, lang="zh-Hant-HK")])
    assert first.text + second.text == text
    assert first.text.endswith("，")
    assert 3 < second.start_s < 6


def test_the_lines_of_a_talk_fit_two_rows() -> None:
    talk = (
        " We went there because nobody else would go, and we stayed since it was the right thing to do." * 5
    )
    cues = make_cues([change for change in played(talk) if change.final])
    assert all(len(cue.rows) <= ROWS and max(map(width, cue.rows)) <= COLUMNS for cue in cues)
    assert " ".join(texts(cues)) == talk.strip()


def test_plain_text_has_paragraphs_at_pauses() -> None:
    lines = [line("One.", 0, 1), line("Two.", 1.2, 2), line("Three.", 5, 6), line("四。", 6, 7, lang="zh")]
    assert to_txt([*lines, line("五。", 7, 8, lang="zh")]) == "One. Two.\n\nThree.\n\n四。五。\n"


def test_json_has_the_lines_with_their_times() -> None:
    (entry,) = json.loads(to_json([line("你好。", 1, 2, lang="zh")]))["lines"]
    assert entry == {
        "id": 1,
        "lang": "zh",
        "start_s": 1,
        "end_s": 2,
        "text": "你好。",
        "speaker": None,
        "corrected": False,
    }


def test_a_line_that_is_still_spoken_is_in_the_transcript() -> None:
    builder = LineBuilder()
    assert to_txt(builder.feed(heard(" Good", " morning"))) == "Good\n"


ANY_TEXT = st.text(max_size=150) | st.text(alphabet="ab cd. ,\n-> 3五。「」あ\u2028\x00", max_size=300)


@st.composite
def talks(draw: st.DrawFn) -> list[Line]:
    lines, clock_s = [], 0.0
    for number in range(draw(st.integers(0, 6))):
        clock_s += draw(st.sampled_from([0.0, 0.01, 0.6, 5.0]))
        length_s = draw(st.sampled_from([0.0, 0.3, 4.0, 30.0]))
        lang = draw(st.sampled_from(["en", "zh", "ja", "fr"]))
        lines.append(line(draw(ANY_TEXT), clock_s, clock_s + length_s, lang=lang, id_=number + 1))
        clock_s += length_s
    return lines


@given(talks())
def test_srt_is_well_formed_never_overlaps_and_loses_nothing(lines: list[Line]) -> None:
    srt = to_srt(lines)
    found = SRT_CUE.findall(srt)
    assert "".join(match.group(0) for match in SRT_CUE.finditer(srt)) == srt
    free_ms = 0
    for number, cue in enumerate(found, 1):
        hour, minute, second, ms, *end = map(int, cue[1:9])
        start_ms = ((hour * 60 + minute) * 60 + second) * 1000 + ms
        end_ms = ((end[0] * 60 + end[1]) * 60 + end[2]) * 1000 + end[3]
        assert int(cue[0]) == number
        assert free_ms <= start_ms
        assert MIN_S * 1000 - 1 <= end_ms - start_ms <= MAX_S * 1000 + 1
        free_ms = end_ms + 83
    shown = "".join(cue[9] for cue in found)
    wanted = "".join(line.text for line in lines).replace("-->", "→")
    assert letters(shown) == letters(wanted)


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@given(talks())
def test_rows_overflow_only_for_a_single_word(lines: list[Line]) -> None:
    for cue in make_cues(lines):
        if len(units(cue.text)) > 1 and all(width(unit) <= 36 for unit in units(cue.text)):
            assert len(cue.rows) <= ROWS
