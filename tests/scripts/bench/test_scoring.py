import pytest

from bench.scoring import Shown, SpokenWord, common_prefix, erased, quantile, score
from bench.tokens import tokeniser

ENGLISH = tokeniser("en")
SPOKEN = [SpokenWord("We", 0.0, 0.2), SpokenWord("have", 0.2, 0.5), SpokenWord("coffee.", 0.5, 1.0)]


def test_delays_count_from_the_end_of_each_word() -> None:
    log = [Shown(0.6, "", "we"), Shown(1.0, "We", "have"), Shown(1.6, "We have coffee.", "")]

    result = score(log, "We have coffee", SPOKEN, ENGLISH)

    assert result.error_rate == 0.0
    assert result.timed_words == 3
    assert result.commit_p50_s == pytest.approx(0.8)  # of 0.8, 1.1 and 0.6
    assert result.show_p50_s == pytest.approx(0.5)  # of 0.4, 0.5 and 0.6


def test_a_word_that_flickers_counts_as_shown_only_when_it_stays() -> None:
    log = [Shown(0.5, "", "We have"), Shown(1.0, "We", "half"), Shown(2.5, "We have", "")]

    result = score(log, "We have", SPOKEN, ENGLISH)

    assert result.show_p95_s == pytest.approx(2.0)
    assert result.erasure == pytest.approx(2 / 2)


def test_a_missing_a_wrong_and_an_added_word_are_errors() -> None:
    log = [Shown(1.0, "We halve coffee now", "")]

    assert score(log, "We have coffee", SPOKEN, ENGLISH).error_rate == pytest.approx(2 / 3)


def test_captions_that_never_came_are_all_wrong() -> None:
    result = score([], "We have coffee", SPOKEN, ENGLISH)

    assert (result.words, result.error_rate, result.commit_p50_s) == (0, 1.0, None)


def test_text_that_was_never_committed_counts_as_it_stood_at_the_end() -> None:
    assert score([Shown(1.0, "", "We have coffee")], "We have coffee", SPOKEN, ENGLISH).error_rate == 0.0


def test_case_punctuation_and_the_spelling_of_numbers_do_not_count() -> None:
    log = [Shown(1.0, "twenty nine people, in the COLOUR room", "")]

    assert score(log, "29 people in the color room.", [], ENGLISH).error_rate == 0.0


@pytest.mark.parametrize("language", ["zh", "zh-Hant-HK", "yue", "ja"])
def test_languages_without_spaces_are_scored_by_characters(language: str) -> None:
    assert tokeniser(language)("你好，世界 2！") == ["你", "好", "世", "界", "2"]


def test_other_languages_keep_their_accents() -> None:
    assert tokeniser("fr")("Où est l'été ?") != tokeniser("fr")("Ou est l'ete ?")


def test_erasure_counts_what_vanished_and_what_stood_behind_it() -> None:
    assert erased([["a", "b", "c"], ["a", "x", "c"], ["a", "x"]]) == 3
    assert common_prefix(["a", "b"], ["a"]) == 1


def test_quantile_takes_a_measured_value() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([3.0, 1.0, 2.0], 0.95) == 3.0
    assert quantile([], 0.5) is None
