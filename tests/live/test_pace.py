"""Delay and speed, as the technician reads them."""

import pytest

from live.pace import Pace


def test_the_delay_is_the_median_from_the_end_of_a_word_to_its_commitment():
    pace = Pace()
    pace.committed(10.0, [9.4, 9.0, 8.2])
    assert pace.delay_s == pytest.approx(1.0)
    assert pace.words == 3


def test_what_is_older_than_a_minute_counts_no_more():
    pace = Pace()
    pace.committed(10.0, [1.0])
    pace.committed(75.0, [74.5])
    assert pace.delay_s == pytest.approx(0.5)
    assert pace.words == 2


def test_the_speed_says_nothing_before_some_seconds_were_heard():
    pace = Pace()
    pace.stepped(4.0, 4.0, 2.0)
    assert pace.speed is None
    pace.stepped(8.0, 4.0, 2.0)
    assert pace.speed == pytest.approx(0.5)


def test_nothing_said_has_no_delay():
    assert Pace().delay_s is None


def test_sound_that_waits_ever_longer_makes_the_captions_later():
    """A stream goes on while three rooms share a model that is too slow for them."""
    pace = Pace()
    for second in range(60):
        pace.heard(float(second), 100.0 + 2.0 * second)
    pace.committed(59.0, [58.0])
    assert pace.delay_s == pytest.approx(60.0, abs=0.1)


def test_sound_that_comes_in_a_burst_or_after_a_while_is_not_late():
    pace = Pace()
    for audio_s, now_s in ((1.0, 500.0), (9.0, 500.1), (10.0, 501.1)):
        pace.heard(audio_s, now_s)
    pace.committed(10.0, [9.0])
    assert pace.delay_s == pytest.approx(1.0, abs=0.01)


def test_a_sound_card_whose_clock_is_a_little_slow_makes_nothing_late():
    pace = Pace()
    for second in range(8 * 3600):
        pace.heard(second * (1 - 1e-4), float(second))
    pace.committed(10.0, [9.0])
    assert pace.delay_s == pytest.approx(1.0, abs=0.01)
