"""The lines that sinks hand on: once, in order, after their delay."""

import asyncio

import pytest

from live.events import Retraction
from live.serving.protocol import Languages
from live.sinks import lines as lines_module
from live.sinks.lines import FinalLines
from live.sinks.sender import LAST_RETRY_S, retry_delays_s
from tests.live.rooms import a_hub, a_line


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


async def handed_out(lines: FinalLines) -> list[str]:
    """The texts of the lines that are due."""
    texts = []
    try:
        while True:
            texts.append((await asyncio.wait_for(lines.next(), 0.01)).text)
    except TimeoutError:
        return texts


async def test_only_final_lines_of_the_language_are_handed_out():
    hub = a_hub()
    lines = FinalLines(hub, "es")
    hub.publish(a_line(1, final=True))
    hub.publish(a_line(1, 1, lang="es", text="uno"))
    assert await handed_out(lines) == []
    hub.publish(a_line(1, 2, lang="es", text="uno dos", final=True))
    hub.publish(a_line(1, 3, lang="es", text="uno dos", final=True))
    assert await handed_out(lines) == ["uno dos"]


async def test_without_a_language_lines_come_as_they_were_spoken():
    hub = a_hub(languages=Languages(source=("en", "es")))
    lines = FinalLines(hub, None)
    hub.publish(a_line(1, text="one", final=True))
    hub.publish(a_line(1, 1, lang="es", text="uno", final=True))
    hub.publish(a_line(2, lang="es", text="dos", final=True))
    hub.publish(a_line(2, 1, lang="en", text="two", final=True))
    assert await handed_out(lines) == ["one", "dos"]


async def test_a_delayed_line_is_corrected_or_taken_back_before_it_goes_out():
    hub, clock = a_hub(), Clock()
    lines = FinalLines(hub, None, delay_s=5.0, clock=clock)
    for number in (1, 2):
        hub.publish(a_line(number, final=True))
    hub.publish(a_line(1, 1, text="Corrected.", final=True, corrected=True))
    hub.retract(Retraction(ids=(2,)))
    assert await handed_out(lines) == []
    clock.now_s = 5.0
    assert await handed_out(lines) == ["Corrected."]


async def test_lines_of_before_a_restart_are_left_out():
    hub = a_hub()
    for number in (1, 2, 3):
        hub.publish(a_line(number, final=True))
    assert await handed_out(FinalLines(hub, None, after_id=2)) == ["Line 3."]


async def test_a_service_that_is_away_for_days_costs_bounded_memory(monkeypatch):
    monkeypatch.setattr(lines_module, "MAX_WAITING", 2)
    hub = a_hub()
    lines = FinalLines(hub, None)
    for number in (1, 2, 3):
        hub.publish(a_line(number, final=True))
    assert lines.left_out == 1
    assert await handed_out(lines) == ["Line 2.", "Line 3."]


@pytest.mark.parametrize(
    ("attempt", "pause_s"), [(0, 1.0), (1, 2.0), (4, 16.0), (5, LAST_RETRY_S), (50, LAST_RETRY_S)]
)
def test_pauses_between_attempts_grow_and_stay_bounded(attempt, pause_s):
    delays = retry_delays_s()
    assert [next(delays) for _ in range(attempt + 1)][-1] == pause_s
