"""How messages reach screens that are quick, slow, stuck or gone; wires are fakes."""

import asyncio
from contextlib import ExitStack, suppress

import pytest

from live.serving.limits import Limits
from live.serving.outbox import Message
from live.serving.protocol import Subscription
from live.serving.screens import Screen, Screens

LIMITS = Limits(waiting=3, stall_s=30.0)


class FakeWire:
    """A connection whose other end takes messages only while `open_gate` is set."""

    def __init__(self, address: str = "192.0.2.1") -> None:
        self.address = address
        self.taken: list[bytes] = []
        self.open_gate = asyncio.Event()
        self.open_gate.set()
        self.gone = False

    def is_idle(self) -> bool:
        return self.open_gate.is_set() and not self.gone

    def write(self, frame: bytes) -> None:
        self._take(frame)

    async def send(self, frames: bytes) -> None:
        await self.open_gate.wait()
        if self.gone:
            raise ConnectionError("gone")
        self._take(frames)

    def _take(self, frames: bytes) -> None:
        """Note the payload of every frame; those of these tests are short."""
        while frames:
            end = 2 + frames[1]
            self.taken.append(frames[2:end])
            frames = frames[end:]

    async def close(self, code: int, reason: str) -> None:
        self.gone = True


def message(seq: int, *, committed: bool = True, line: int | None = None) -> Message:
    key = (seq if line is None else line, "en")
    return Message(seq=seq, key=key, lang="en", committed=committed, data=b"%d" % seq)


def a_screen(wire: FakeWire, *backlog: Message, limits: Limits = LIMITS, lang: str = "en") -> Screen:
    return Screen(wire, "main", Subscription(languages=frozenset({lang})), backlog, limits)


@pytest.fixture
async def wire() -> FakeWire:
    return FakeWire()


async def test_the_backlog_comes_before_anything_new(wire):
    screen = a_screen(wire, message(1), message(2))
    screen.offer(message(3))
    async with asyncio.TaskGroup() as tasks:
        pump = tasks.create_task(screen.pump())
        await screen.caught_up.wait()
        screen.offer(message(4))
        pump.cancel()
    assert wire.taken == [b"1", b"2", b"3", b"4"]


async def test_a_screen_that_keeps_up_is_written_to_at_once(wire):
    screen = a_screen(wire)
    async with asyncio.TaskGroup() as tasks:
        pump = tasks.create_task(screen.pump())
        await screen.caught_up.wait()
        screen.offer(message(1))
        assert wire.taken == [b"1"], "without a turn of the event loop"
        pump.cancel()


async def test_a_slow_screen_gets_the_latest_and_nothing_out_of_order(wire):
    screen = a_screen(wire)
    async with asyncio.TaskGroup() as tasks:
        pump = tasks.create_task(screen.pump())
        await screen.caught_up.wait()
        wire.open_gate.clear()
        for seq in range(1, 20):
            screen.offer(message(seq, line=1, committed=False))
        screen.offer(message(20))
        wire.open_gate.set()
        screen.offer(message(21))
        await screen.caught_up.wait()
        pump.cancel()
    assert wire.taken == [b"19", b"20", b"21"]


async def test_a_screen_whose_outbox_overflows_is_given_up_while_it_is_stuck(wire):
    screen = a_screen(wire)
    wire.open_gate.clear()
    async with asyncio.TaskGroup() as tasks:
        pump = tasks.create_task(screen.pump())
        for seq in range(10):
            screen.offer(message(seq))
            await asyncio.sleep(0)
        await pump
        screen.offer(message(11))
    assert wire.taken == []


async def test_a_screen_that_takes_nothing_for_too_long_is_given_up(wire):
    screen = a_screen(wire, message(1), limits=Limits(stall_s=0.01))
    wire.open_gate.clear()
    await screen.pump()
    for seq in range(500):
        screen.offer(message(seq))


async def test_a_screen_that_is_gone_harms_nobody(wire):
    screen = a_screen(wire, message(1))
    wire.gone = True
    with suppress(ConnectionError):
        await screen.pump()
    for seq in range(500):
        screen.offer(message(seq))
    assert wire.taken == []


async def test_each_screen_gets_its_own_room_and_languages():
    screens, wires = Screens(), {name: FakeWire(name) for name in ("en", "es", "both", "elsewhere")}
    wants = {"en": ("main", {"en"}), "es": ("main", {"es"}), "both": ("main", {"en", "es"})}
    wants["elsewhere"] = ("side", {"en"})
    async with asyncio.TaskGroup() as tasks:
        pumps, connected = [], ExitStack()
        for name, (room, languages) in wants.items():
            screen = Screen(
                wires[name], room, Subscription(languages=frozenset(languages), page="stage"), (), LIMITS
            )
            connected.enter_context(screens.joined(screen))
            pumps.append(tasks.create_task(screen.pump()))
            await screen.caught_up.wait()
        screens.deliver("main", message(1))
        screens.deliver("main", Message(seq=2, key="state", lang=None, committed=True, data=b"2"))
        assert screens.by_page("main") == {"attendee": 0, "stage": 3, "overlay": 0, "other": 0}
        for pump in pumps:
            pump.cancel()
        connected.close()
    assert {name: wire.taken for name, wire in wires.items()} == {
        "en": [b"1", b"2"],
        "es": [b"2"],
        "both": [b"1", b"2"],
        "elsewhere": [],
    }


async def test_screens_are_counted_while_they_are_connected(wire):
    screens = Screens()
    with screens.joined(a_screen(wire)), screens.joined(a_screen(wire)):
        assert (len(screens), screens.from_address(wire.address)) == (2, 2)
    assert (len(screens), screens.from_address(wire.address)) == (0, 0)
