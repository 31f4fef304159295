"""What a look finds after the committed words, and when it was said."""

from live.recognise.hypothesis import judge
from live.recognise.words import LONGEST_WORD_S
from tests.live.recognise.hypotheses import timed, unit

SAID = timed("We were there")


def test_the_pause_before_a_word_is_not_its_own():
    """The alignment gives it to the word; subtitles would stand before anybody speaks."""
    [late] = timed("Then", start_s=0.9, word_s=4.1)
    [word] = judge([late], SAID, 9.0).words
    assert (word.start_s, word.end_s) == (5.0 - LONGEST_WORD_S, 5.0)


def test_words_follow_on_each_other_and_on_what_is_committed():
    words = judge(timed("and saw it", start_s=0.8), SAID, 9.0).words
    times = [time_s for word in words for time_s in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert times[0] == SAID[-1].end_s


def test_punctuation_of_the_last_word_ends_with_it():
    found = judge([unit(".").shifted(3.0), *timed("Then", start_s=5.0)], SAID, 9.0)
    [stop] = found.closing
    assert stop.text == "."
    assert stop.start_s == stop.end_s == SAID[-1].end_s
