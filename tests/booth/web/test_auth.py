"""Throttled logins: pure, in made-up time."""

from booth.web.auth import Doorkeeper, Throttle


def test_waiting_doubles_and_ends() -> None:
    now_s = 0.0
    throttle = Throttle(lambda: now_s)
    for _ in range(5):
        assert throttle.wait_s("a") == 0
        throttle.wrong("a")
    assert throttle.wait_s("a") == 2
    throttle.wrong("a")
    assert throttle.wait_s("a") == 4
    assert throttle.wait_s("b") == 0
    now_s = 5.0
    assert throttle.wait_s("a") == 0


def test_many_addresses_together_wait_as_well_but_never_long() -> None:
    throttle = Throttle(lambda: 0.0)
    for number in range(60):
        throttle.wrong(f"address {number}")
    assert throttle.wait_s("another") == throttle.longest_for_all_s


def test_right_pin_has_to_wait_too() -> None:
    doorkeeper = Doorkeeper("246810", "key", lambda: 0.0)
    for _ in range(5):
        assert doorkeeper.login("a", "1") is None
    assert doorkeeper.login("a", "246810") is None
    assert doorkeeper.login("b", "246810")
