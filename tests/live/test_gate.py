"""Lines that wait: for a while, or for a moderator."""

from live.gate import Gate
from tests.live.rooms import a_line


def ids(gate: Gate, now: float) -> list[tuple[int, str]]:
    return [(line.id, line.lang) for line in gate.take(now)]


def test_without_delay_everything_goes_out_at_once():
    gate = Gate()
    gate.put(a_line(1), 5.0)
    assert ids(gate, 5.0) == [(1, "en")]
    assert gate.next_due() is None


def test_a_delay_holds_every_revision_for_its_time_and_in_order():
    gate = Gate(2.0)
    gate.put(a_line(1, 1), 0.0)
    gate.put(a_line(1, 2), 1.0)
    assert (gate.take(1.9), gate.next_due()) == ([], 2.0)
    assert [line.rev for line in gate.take(2.0)] == [1]
    assert [line.rev for line in gate.take(3.0)] == [2]


def test_a_translation_goes_out_with_its_line_and_never_before_it():
    gate = Gate(2.0)
    gate.put(a_line(1), 0.0)
    gate.put(a_line(2), 0.5)
    gate.put(a_line(1, lang="es"), 1.5, follows=True)
    assert ids(gate, 2.0) == [(1, "en"), (1, "es")]
    gate.put(a_line(1, lang="zh-Hant-HK"), 2.2, follows=True)
    assert ids(gate, 2.2) == [(1, "zh-Hant-HK")]


def test_a_hold_keeps_the_newest_revision_of_each_line_until_the_release():
    gate = Gate()
    gate.set(0.0, held=True)
    for rev in range(1, 4):
        gate.put(a_line(1, rev), float(rev))
    gate.put(a_line(2), 4.0)
    assert (gate.take(99.0), gate.next_due(), len(gate)) == ([], None, 2)
    gate.set(0.0, held=False)
    assert [(line.id, line.rev) for line in gate.take(99.0)] == [(1, 3), (2, 0)]


def test_a_shorter_delay_lets_out_what_is_over_it():
    gate = Gate(10.0)
    gate.put(a_line(1), 0.0)
    gate.put(a_line(2), 3.0)
    gate.set(2.0, held=False)
    assert ids(gate, 2.5) == [(1, "en")]
    assert gate.next_due() == 5.0


def test_a_correction_takes_the_place_of_what_waits_of_its_line_only():
    gate = Gate(2.0)
    gate.put(a_line(1, 1), 0.0)
    gate.put(a_line(2, 1), 0.5)
    gate.put(a_line(1, 2), 1.0)
    assert gate.amend(a_line(1, 3, text="Right."))
    assert not gate.amend(a_line(3))
    assert [(line.id, line.rev) for line in gate.take(9.0)] == [(1, 3), (2, 1)]


def test_what_is_dropped_is_never_seen():
    gate = Gate(2.0)
    gate.put(a_line(1), 0.0)
    gate.put(a_line(1, lang="es"), 0.0, follows=True)
    gate.put(a_line(2), 0.0)
    gate.drop({1})
    assert ids(gate, 9.0) == [(2, "en")]


def test_a_translation_of_what_was_corrected_is_never_seen():
    gate = Gate(held=True)
    for line in (a_line(1), a_line(1, lang="es"), a_line(2, lang="es")):
        gate.put(line, 0.0)
    gate.drop_translations(1, "en")
    gate.set(0.0, held=False)
    assert ids(gate, 0.0) == [(1, "en"), (2, "es")]
