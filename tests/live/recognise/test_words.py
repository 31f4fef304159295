"""Words and the punctuation that belongs to them."""

import pytest

from live.recognise.words import attach_punctuation, without_closing
from tests.live.recognise.hypotheses import unit


def attached(*texts: str) -> list[str]:
    return [word.text for word in attach_punctuation(unit(text) for text in texts)]


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ((" Hello", ",", " world", "."), [" Hello,", " world."]),
        ((" he", " said", " “", "Yes", ".", "”"), [" he", " said", " “Yes.”"]),
        ((" ¿", "Qué", "?"), [" ¿Qué?"]),
        ((" the", " (", "old", ")", " hall"), [" the", " (old)", " hall"]),
        (("今", "天", "。"), ["今", "天。"]),
    ],
)
def test_punctuation_joins_the_word_it_belongs_to(units, words):
    assert attached(*units) == words


def test_dots_and_dashes_where_the_sound_breaks_off_are_left_out():
    """Whisper writes them at every step that ends in mid-sentence."""
    assert attached(" and", " so", "...") == [" and", " so"]


def test_punctuation_of_the_word_before_stays_on_its_own():
    assert attached(".", " Then") == [".", " Then"]


def test_the_punctuation_after_a_word_can_be_held_back_with_its_tokens():
    [word] = attach_punctuation([unit(" end"), unit("."), unit("”")])
    bare = without_closing(word)
    assert (word.text, bare.text) == (" end.”", " end")
    assert (len(word.tokens), len(bare.tokens)) == (3, 1)
    assert without_closing(bare) == bare


def test_words_agree_whatever_their_case_and_punctuation():
    assert unit(" Hall,").key == unit("hall").key
    assert unit(" hall").key != unit(" halls").key
