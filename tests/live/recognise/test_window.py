"""The sound that the decoder looks at, and the committed words in it."""

from collections.abc import Sequence

import numpy as np
import pytest

from live.events import RATE_HZ
from live.recognise.window import OLDER_TOKENS, Window
from live.recognise.words import TimedWord
from tests.live.recognise.hypotheses import timed


def heard(seconds: float, *, start_s: float = 0.0, memory_s: float = 0.0) -> Window:
    window = Window(memory_s=memory_s)
    window.begin(start_s)
    window.hear(np.zeros(round(seconds * RATE_HZ), np.float32))
    return window


def test_the_clock_is_the_sessions():
    window = heard(2.0, start_s=60.0)
    assert (window.start_s, window.end_s, window.committed_end_s) == (60.0, 62.0, 60.0)


def test_cutting_leaves_some_seconds_of_committed_words_whole():
    window = heard(10.0)
    window.committed += timed(" ".join("abcdefghij"), word_s=0.9)
    window.cut(3.0)
    assert window.start_s == pytest.approx(5.4)
    assert [word.text for word in window.committed] == [" g", " h", " i", " j"]
    assert window.end_s == pytest.approx(10.0)
    assert window.near.older == [1] * 6


def texts(words: Sequence[TimedWord]) -> str:
    return "".join(word.text for word in words)


def test_what_was_cut_off_is_remembered_for_a_while_with_its_words():
    window = heard(10.0, memory_s=6.0)
    window.committed += timed(" ".join("abcdefghij"), word_s=0.9)
    window.cut(3.0)
    near, far = window.near, window.far
    assert (near.start_s, far.start_s) == pytest.approx((5.4, 3.6))
    assert (texts(near.committed), texts(far.committed)) == (" g h i j", " e f g h i j")
    assert (near.older, far.older) == ([1] * 6, (1,) * 4)
    assert near.end_s == far.end_s == pytest.approx(10.0)
    assert near.committed_end_s == far.committed_end_s == pytest.approx(9.0)


def test_a_pause_is_remembered_until_it_is_long():
    window = heard(10.0, memory_s=6.0)
    window.committed += timed(" ".join("abcdefghij"), word_s=0.9)
    window.cut_at(9.5, 10)
    assert texts(window.far.committed) == " e f g h i j"
    assert (window.near.committed, window.near.start_s) == ((), 9.5)
    window.hear(np.zeros(6 * RATE_HZ, np.float32))
    window.cut_at(15.5, 0)
    assert (window.far.start_s, window.far.committed) == (15.5, ())


def test_what_may_be_wrong_is_forgotten():
    window = heard(10.0, memory_s=6.0)
    window.committed += timed(" ".join("abcdefghij"), word_s=0.9)
    window.cut(3.0)
    window.forget(9.0)
    assert (window.far.start_s, window.far.committed, window.near.older) == (9.0, (), [])
    assert len(window.far.samples) == RATE_HZ
    assert not window.begun


def test_nothing_that_is_not_committed_is_cut():
    window = heard(10.0)
    window.cut(3.0)
    assert window.start_s == 0.0


def test_a_new_beginning_keeps_the_text_as_prompt():
    window = heard(5.0)
    window.committed += timed("good morning")
    window.begin(30.0)
    assert (window.start_s, window.end_s, window.committed) == (30.0, 30.0, [])
    assert window.near.older == [4, 7]


def test_the_prompt_is_bounded():
    window = heard(1.0)
    window.committed += timed(" ".join("x" * (OLDER_TOKENS + 50)))
    window.begin(1.0)
    assert len(window.near.older) == OLDER_TOKENS
