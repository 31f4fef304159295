"""The sound that the decoder looks at, and the committed words in it."""

import numpy as np
import pytest

from live.events import RATE_HZ
from live.recognise.window import OLDER_TOKENS, Window
from tests.live.recognise.hypotheses import timed


def heard(seconds: float, *, start_s: float = 0.0) -> Window:
    window = Window()
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
    assert window.older == [1] * 6


def test_nothing_that_is_not_committed_is_cut():
    window = heard(10.0)
    window.cut(3.0)
    assert window.start_s == 0.0


def test_a_new_beginning_keeps_the_text_as_prompt():
    window = heard(5.0)
    window.committed += timed("good morning")
    window.begin(30.0)
    assert (window.start_s, window.end_s, window.committed, window.older) == (30.0, 30.0, [], [4, 7])


def test_the_prompt_is_bounded():
    window = heard(1.0)
    window.committed += timed(" ".join("x" * (OLDER_TOKENS + 50)))
    window.begin(1.0)
    assert len(window.older) == OLDER_TOKENS
