"""The time that is left for closer looks."""

from live.recognise.spare import MOST_S, SHARE, SpareTime


def test_there_is_time_left_while_the_model_is_busy_for_less_than_its_share():
    spare = SpareTime()
    for second in range(100):
        spare.update(second, second * SHARE * 0.9)
        assert spare.left


def test_a_model_that_is_busy_for_more_soon_has_none_left():
    spare = SpareTime()
    for second in range(20):
        spare.update(second, second * 0.9)
    assert not spare.left


def test_what_the_model_did_before_is_not_counted():
    spare = SpareTime()
    spare.update(0.0, 1000.0)
    assert spare.left


def test_a_slow_minute_is_forgotten_soon():
    spare = SpareTime()
    spare.update(0.0, 0.0)
    spare.update(60.0, 120.0)
    assert not spare.left
    spare.update(60.0 + 2 * MOST_S / SHARE, 120.0)
    assert spare.left


def test_a_long_pause_saves_no_more_than_a_little():
    spare = SpareTime()
    spare.update(0.0, 0.0)
    spare.update(600.0, 0.0)
    spare.update(600.0, MOST_S * 1.1)
    assert not spare.left
