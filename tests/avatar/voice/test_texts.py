"""What is read from a text: sentences, words, numbers, phonemes."""

import pytest

from avatar.voice.chinese_numbers import read_numbers
from avatar.voice.jyutping import syllable_phones as cantonese
from avatar.voice.mandarin import phonemes, syllable_phonemes
from avatar.voice.sentences import LONGEST, clauses, pause_after_s, split_sentences, spoken_length
from avatar.voice.written import timed_words, written_words


@pytest.mark.parametrize(
    ("text", "lang", "pieces"),
    [
        ("Dr. Chan paid $3.50. Why? She said “No.” Then", "en", 4),
        ("你好！今天是2025年。“好。”他说。", "zh", 4),
        ("One line\nand another", "en", 2),
        ("", "en", 0),
    ],
)
def test_a_text_is_cut_at_sentence_ends_and_nothing_is_lost(text: str, lang: str, pieces: int) -> None:
    sentences = split_sentences(text, lang)

    assert "".join(sentences) == text
    assert len(sentences) == pieces


@pytest.mark.parametrize("text", ["word " * 200, "很长的句子，" * 60, "x" * 500])
def test_no_piece_is_too_long_to_be_made_in_time(text: str) -> None:
    sentences = split_sentences(text, "zh")

    assert "".join(sentences) == text
    assert max(map(spoken_length, sentences)) <= LONGEST


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Good morning, all 29 (really)!", ["Good", " morning,", " all", " 29", " (really)!"]),
        ("你好，AI炉边。", ["你", "好，", "AI", "炉", "边。"]),
        ("“Yes” — no ", ["“Yes”", " —", " no "]),
        ("  ", ["  "]),
    ],
)
def test_words_joined_are_the_text(text: str, words: list[str]) -> None:
    assert written_words(text) == words
    assert "".join(words) == text


def test_a_number_that_is_read_out_lies_between_its_neighbours() -> None:
    heard = [("all", 0.1, 0.3), ("twenty-nine", 0.3, 1.1), ("guests", 1.1, 1.5)]
    starts = [word.start_s for word in timed_words("all 29 guests.", heard, 1.6)]

    assert starts[0] == pytest.approx(0.1)
    assert 0.1 < starts[1] < 1.1
    assert starts[2] == pytest.approx(1.1)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025年10月31日", "二零二五年十月三十一日"),
        ("105人，1,250人，10010", "一百零五人，一千二百五十人，一万零一十"),
        ("7:30，2:05", "七点半，两点零五分"),
        ("9.99%，-3", "百分之九点九九，负三"),
        ("0852", "零八五二"),
    ],
)
def test_numbers_are_read_as_a_speaker_reads_them(written: str, read: str) -> None:
    assert read_numbers(written) == read


@pytest.mark.parametrize(
    ("pinyin", "expected"),
    [("ju4", "ʨy↘"), ("yuan2", "ɥɛ↗n"), ("lv4", "ly↘"), ("gui4", "kwei↘"), ("bo1", "pwo→"), ("shi5", "ʂɨ")],
)
def test_a_syllable_has_its_phonemes_and_tone(pinyin: str, expected: str) -> None:
    assert syllable_phonemes(pinyin) == expected


def test_mandarin_reads_numbers_punctuation_and_foreign_words() -> None:
    said, tokens = phonemes("你好，AI有2位。", lambda word: f"<{word}>")

    assert said == "ni↗xau↓, <AI> jou↓ ɚ↘ wei↘."
    assert [token for token, _, _ in tokens] == ["你", "好", "AI", "有", "二", "位"]


@pytest.mark.parametrize(
    ("jyutping", "phones"),
    [
        ("gwok3", ("k", "w", "ɔ", "k")),
        ("m4", ("m",)),
        ("jyut6", ("j", "y", "t")),
        ("ping3", ("p", "i", "ŋ")),
        ("aa3", ("a",)),
        ("?", ()),
    ],
)
def test_a_cantonese_syllable_has_its_phonemes(jyutping: str, phones: tuple[str, ...]) -> None:
    assert cantonese(jyutping) == phones


@pytest.mark.slow
def test_every_cantonese_character_has_phonemes() -> None:
    from avatar.voice.cantonese import character_phones  # reads a large dictionary

    read = dict(character_phones("廣東話，唔該"))

    assert read["話"] == ("w", "a")
    assert read["唔"] == ("m",)
    assert read["，"] == ()


@pytest.mark.parametrize(
    ("sentence", "pieces"),
    [
        ("欢迎来到第3天的会议，谢谢大家今晚光临。", ["欢迎来到第3天的会议，", "谢谢大家今晚光临。"]),
        ("各位来宾，晚上好。", ["各位来宾，", "晚上好。"]),
        ("好，谢谢。", ["好，谢谢。"]),
        ("Welcome to day 3, and thank you.", ["Welcome to day 3, ", "and thank you."]),
        ("", [""]),
    ],
)
def test_a_slow_voice_begins_with_a_clause(sentence: str, pieces: list[str]) -> None:
    assert clauses(sentence) == pieces


@pytest.mark.parametrize(
    ("piece", "pause_s"), [("好。", 0.2), ("Yes.” ", 0.2), ("各位，", 0.12), ("欢迎来到", 0.0), ("A\n", 0.2)]
)
def test_the_speaker_pauses_where_a_reader_would(piece: str, pause_s: float) -> None:
    assert pause_after_s(piece) == pause_s
