"""When to look at the sound again, and whether there is time to look closer."""

import pytest

from live.recognise.rhythm import LONGEST_STEP_S, MOST_S, OWED_S, SHARE, SHORTEST_STEP_S, STEP_S, Rhythm


def test_there_is_time_left_while_the_model_is_busy_for_less_than_its_share():
    rhythm = Rhythm()
    for second in range(100):
        rhythm.update(second, second * SHARE * 0.9)
        assert rhythm.allows_closer_look


def test_a_model_that_is_busy_for_more_soon_has_none_left():
    rhythm = Rhythm()
    for second in range(20):
        rhythm.update(second, second * 0.9)
    assert not rhythm.allows_closer_look


def test_what_the_model_did_before_is_not_counted():
    rhythm = Rhythm()
    rhythm.update(0.0, 1000.0)
    assert rhythm.allows_closer_look


def test_a_slow_minute_is_forgotten_soon():
    rhythm = Rhythm()
    rhythm.update(0.0, 0.0)
    rhythm.update(60.0, 120.0)
    assert not rhythm.allows_closer_look
    rhythm.update(60.0 + MOST_S / SHARE, 120.0)
    assert rhythm.allows_closer_look


def test_a_long_pause_saves_no_more_than_a_little():
    rhythm = Rhythm()
    rhythm.update(0.0, 0.0)
    rhythm.update(600.0, 0.0)
    rhythm.update(600.0, MOST_S + OWED_S * 1.1)
    assert not rhythm.allows_closer_look


@pytest.mark.parametrize(
    ("due_in_s", "step_s"),
    [(None, STEP_S), (-1.0, SHORTEST_STEP_S), (0.3, 0.3), (0.4, 0.4), (2.0, LONGEST_STEP_S)],
)
def test_the_next_look_is_made_when_the_next_word_can_be_settled(due_in_s, step_s):
    assert Rhythm().step_s(due_in_s) == step_s


def test_where_time_is_short_closer_looks_go_before_frequent_ones():
    rhythm = Rhythm()
    rhythm.update(0.0, 0.0)
    rhythm.update(1.0, SHARE + MOST_S + OWED_S / 2)
    assert rhythm.step_s(0.3) == LONGEST_STEP_S
    assert rhythm.allows_closer_look
