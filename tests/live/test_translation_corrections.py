"""A line that is corrected, or taken back, while the translator works on what it read before."""

import asyncio
import threading

from live.events import Line
from live.translation import Translation
from tests.live.rooms import a_line
from tests.translate.fakes import FakeTranslator
from translate.engine import Request
from translate.service import Service


class Busy:
    """A translator that works on a text until it is told to go on."""

    def __init__(self) -> None:
        self.began, self.go_on = threading.Event(), threading.Event()

    def answer(self, request: Request) -> str:
        self.began.set()
        self.go_on.wait(60)
        return f"Y esto es lo que se dijo: {' '.join(reversed(request.text.split()))}"


async def translated(*offers: Line, retract: bool = False) -> list[Line]:
    """What comes of a line when the later offers are made while the first is in work."""
    busy = Busy()
    translation = Translation(Service(lambda: FakeTranslator(busy.answer), ["es"]), ["es"])
    shown: list[Line] = []
    running = asyncio.create_task(translation.run(shown.append))
    translation.offer(offers[0])
    await asyncio.to_thread(busy.began.wait, 10)
    for line in offers[1:]:
        translation.offer(line)
    if retract:
        translation.retract([offers[0].id])
        translation.offer(a_line(2, text="Something else.", final=True))
    busy.go_on.set()
    await translation.drain()
    running.cancel()
    return shown


async def test_the_answer_to_what_it_read_before_is_not_taken_for_the_correction():
    wrong = a_line(1, 1, text="I am Jon Smyth.", final=True)
    right = a_line(1, 2, text="I am John Smith.", final=True, corrected=True)
    shown = await translated(wrong, right)
    assert [(line.id, line.text) for line in shown] == [(1, "Y esto es lo que se dijo: Smith. John am I")]


async def test_nothing_comes_of_a_line_that_was_taken_back():
    shown = await translated(a_line(1, 1, text="The secret is out.", final=True), retract=True)
    assert [line.id for line in shown] == [2]
