"""The thread of a model: in turn, with its failures, and left behind when it hangs."""

import asyncio
import threading

import pytest

from live.recognise.worker import HungError, Worker

PLENTY_S = 60.0


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


async def test_calls_are_made_in_turn():
    worker, made = Worker("test"), []
    results = await asyncio.gather(*(worker.run(lambda n=n: made.append(n) or n, PLENTY_S) for n in range(5)))
    assert made == results == list(range(5))
    worker.close(PLENTY_S)


async def test_who_called_gets_what_the_call_raises():
    worker = Worker("test")
    with pytest.raises(ZeroDivisionError):
        await worker.run(lambda: 1 / 0, PLENTY_S)
    assert await worker.run(lambda: "goes on", PLENTY_S) == "goes on"


async def test_a_call_that_hangs_and_those_behind_it_are_given_up():
    worker, release, made = Worker("test"), threading.Event(), []
    hung = worker.run(release.wait, 0.05)
    behind = worker.run(lambda: made.append("late"), PLENTY_S)
    outcomes = await asyncio.gather(hung, behind, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [HungError, HungError]
    release.set()
    worker.close(PLENTY_S)
    assert not made


async def test_a_call_that_waits_its_turn_is_not_taken_for_one_that_hangs():
    clock, release = Clock(), threading.Event()
    worker = Worker("test", clock)
    first = asyncio.create_task(worker.run(release.wait, PLENTY_S))
    second = asyncio.create_task(worker.run(lambda: "done", 0.01))
    clock.now_s = PLENTY_S / 2
    await asyncio.wait({second}, timeout=0.05)  # it looks again and again whether it is given up
    release.set()
    assert await first
    assert await second == "done"


async def test_a_worker_that_hangs_does_not_hold_up_the_end():
    worker = Worker("test")
    with pytest.raises(HungError):
        await worker.run(threading.Event().wait, 0.01)
    worker.close(0.01)
