"""From a thread to the event loop."""

import asyncio
import threading

import pytest

from live.audio.handoff import Closed, Handoff


async def test_a_full_queue_refuses_an_offer_and_never_waits():
    handoff: Handoff[int] = Handoff(2)
    assert [handoff.offer(n) for n in range(3)] == [True, True, False]
    assert [await handoff.get(), await handoff.get()] == [0, 1]
    assert handoff.offer(3)


async def test_a_thread_waits_for_room_and_keeps_the_order():
    handoff: Handoff[int] = Handoff(2)

    def produce():
        for n in range(100):
            handoff.put(n)
        handoff.close()

    thread = threading.Thread(target=produce)
    thread.start()
    assert [await handoff.get() for _ in range(100)] == list(range(100))
    with pytest.raises(Closed):
        await handoff.get()
    thread.join()


async def test_closing_lets_a_waiting_thread_go():
    handoff: Handoff[int] = Handoff(1)
    handoff.offer(0)
    put = asyncio.create_task(asyncio.to_thread(handoff.put, 1))
    handoff.close()
    assert await put is False


async def test_what_was_put_before_an_error_is_still_taken():
    handoff: Handoff[int] = Handoff(2)
    handoff.put(1)
    handoff.close(OSError("disk gone"))
    assert await handoff.get() == 1
    with pytest.raises(OSError, match="disk gone"):
        await handoff.get()


async def test_nothing_in_time_is_a_timeout():
    with pytest.raises(TimeoutError):
        await Handoff[int](1).get(timeout_s=0.001)


async def test_what_came_while_the_loop_was_busy_is_no_timeout():
    handoff: Handoff[int] = Handoff(1)
    loop = asyncio.get_running_loop()
    deadline = threading.Event()

    def busy():
        handoff.offer(7)
        deadline.wait(0.05)  # longer than the timeout below

    loop.call_soon(busy)
    assert await handoff.get(timeout_s=0.01) == 7
