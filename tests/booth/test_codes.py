"""Codes that guests type, and what is kept of them."""

from datetime import UTC, datetime, timedelta

from booth.clock import SteadyClock
from booth.codes import ALPHABET, fingerprint, new_code, spelt, understood


def test_code_is_understood_however_it_is_typed() -> None:
    code = new_code()
    assert understood(f" {spelt(code).lower()} ") == code
    assert understood("OIL0-1111-2222-3333") == "0110111122223333"
    assert understood("too short") is None
    assert understood("U" * 16) is None
    assert understood("../../etc/passwd") is None


def test_codes_do_not_repeat_and_hide_behind_their_fingerprint() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert set("".join(codes)) == set(ALPHABET)
    assert len({fingerprint(code) for code in codes}) == 1000


def test_time_goes_on_steadily_when_somebody_sets_the_clock() -> None:
    start = datetime(2026, 11, 22, 9, tzinfo=UTC)
    passed_s = 0.0
    clock = SteadyClock(wall=lambda: start, elapsed_s=lambda: passed_s)
    passed_s = 60.0
    assert clock() == start + timedelta(minutes=1)


def test_clock_that_woke_up_in_the_past_goes_on_from_the_newest_record() -> None:
    newest = datetime(2026, 11, 22, 9, tzinfo=UTC)
    clock = SteadyClock(
        not_before=newest, wall=lambda: datetime(1970, 1, 1, tzinfo=UTC), elapsed_s=lambda: 0.0
    )
    assert clock.was_behind
    assert clock() == newest


def test_clock_that_is_merely_behind_is_believed() -> None:
    ahead = datetime(2028, 11, 22, 9, tzinfo=UTC)
    now = datetime(2027, 11, 22, 9, tzinfo=UTC)
    clock = SteadyClock(not_before=ahead, wall=lambda: now, elapsed_s=lambda: 0.0)
    assert clock.was_behind
    assert clock() == now
