"""Times of day in questions."""

from datetime import time

import pytest

from avatar.answers.clock import asked_times


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("What is on at eleven?", time(11), None),
        ("What is on at 2?", time(14), None),
        ("What is on at 02:00?", time(2), None),
        ("Who speaks at 9.15 am?", time(9, 15), None),
        ("Is lunch at half past twelve?", time(12, 30), None),
        ("What happens at a quarter to one?", time(12, 45), None),
        ("What is there between ten and half past 11?", time(10), time(11, 30)),
        ("What is on from 2 to 4pm?", time(14), time(16)),
        ("两点有什么节目？", time(14), None),
        ("上午九点到十点半有什么？", time(9), time(10, 30)),
        ("What is on at 6:30 am?", time(6, 30), None),
        ("What is on at 7:30 p.m.?", time(19, 30), None),
        ("早上六点有什么？", time(6), None),
        ("晚上八点半有什么？", time(20, 30), None),
        ("中午十二点有什么？", time(12), None),
        ("Where is the hall?", None, None),
        ("What is on at 99?", None, None),
    ],
)
def test_a_time_of_day_is_read_as_guests_say_it(text, start, end):
    assert asked_times(text)[:2] == (start, end)
