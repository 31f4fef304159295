"""Telling a decoder that loops from a speaker who repeats."""

from live.recognise.loops import hurried, repeat_start, restart_end, sound_end
from tests.live.recognise.hypotheses import timed


def test_a_speakers_short_repeat_is_no_loop():
    said = timed("we must act")
    again = timed("we must act now", start_s=0.9)
    assert not hurried(again)
    assert repeat_start([], timed("we must we must act")) == 5
    assert repeat_start([], timed("no no no thank you")) == 5
    assert repeat_start(said, timed("and then we leave", start_s=0.9)) == 4


def test_a_phrase_said_again_and_again_is_doubted_from_its_first_repeat():
    looped = timed("thank you for coming thank you for coming thank you for coming")
    assert repeat_start([], looped) == 4


def test_one_word_again_and_again_is_doubted():
    assert repeat_start([], timed("the the the the the the")) < 6


def test_words_that_stood_before_in_the_same_order_are_doubted():
    before = timed("the time has come for us")
    assert repeat_start(before, timed("to go the time has come", start_s=1.8)) == 2


def test_a_doubted_repeat_that_takes_no_time_was_not_said():
    assert hurried(timed("we must act", word_s=0.02))
    assert not hurried([])


def test_words_past_the_sound_are_cut_off():
    words = timed("one two three")
    assert sound_end(words, 5.0) == 3
    assert sound_end(words, 0.6) == 2


def test_words_in_a_row_without_any_sound_are_cut_off():
    words = [*timed("one two"), *timed("three four five", start_s=0.6, word_s=0.0)]
    assert sound_end(words, 5.0) == 2


def test_a_model_that_started_over_is_followed_from_where_it_says_something_new():
    said = timed("we must act now and together")
    again = timed("act now and together", start_s=1.8, word_s=0.01)
    assert restart_end(said, [*again, *timed("or never", start_s=1.9)]) == 4
    assert restart_end(said, timed("act now and together or never", start_s=1.8)) == 0
    assert restart_end(said, timed("or never", start_s=1.8)) == 0
    assert restart_end([], timed("or never")) == 0
