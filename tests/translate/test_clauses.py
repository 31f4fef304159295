"""Where texts are cut for translation."""

import pytest

from translate.clauses import LONGEST, may_be_early, pieces, settled
from translate.letters import length


@pytest.mark.parametrize(
    ("text", "code", "clause"),
    [
        ("Good morning", "en", ""),
        ("Yes, so", "en", ""),
        ("When the bank opened last year, the", "en", "When the bank opened last year,"),
        ("The bank opened all of its new branches because", "en", ""),
        ("The bank opened its new branches because it", "en", "The bank opened its new branches"),
        ("It costs about 1,250 dollars a month in all of", "en", ""),
        ("去年银行在全国各地开设了很多新的分行，今年", "zh", "去年银行在全国各地开设了很多新的分行，"),
        ("各位早上好。今天", "zh", ""),
    ],
)  # fmt: skip
def test_settled_beginning(text: str, code: str, clause: str) -> None:
    assert text[: settled(text, code)] == clause


def test_verb_last_languages_wait_for_the_sentence() -> None:
    assert may_be_early("en", "zh-Hant-HK")
    assert not may_be_early("en", "ja")
    assert not may_be_early("ko", "en")


def test_a_short_text_is_one_piece() -> None:
    assert pieces("Good morning. Welcome.", "en") == ["Good morning. Welcome."]
    assert pieces("  ", "en") == []


def test_long_texts_are_cut_at_sentences_and_keep_every_word() -> None:
    text = "This is the first of many sentences that we say today. " * 12
    cut = pieces(text, "en")
    assert len(cut) > 1
    assert all(piece.endswith("today.") and length(piece) <= LONGEST for piece in cut)
    assert " ".join(cut) == text.strip()


@pytest.mark.parametrize("text", ["word " * 300, "好" * 500, "x" * 900])
def test_texts_without_punctuation_are_cut_too(text: str) -> None:
    cut = pieces(text, "en")
    assert all(0 < length(piece) <= LONGEST for piece in cut)
    assert "".join(cut).replace(" ", "") == text.replace(" ", "")
