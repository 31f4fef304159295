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
