"""The connected screens of all rooms, and how a message reaches each without waiting for any."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from live.serving.limits import Limits
from live.serving.outbox import Message, Outbox
from live.serving.protocol import CONSOLE, PAGES, Subscription

AT_ONCE_BYTES = 16_384
"""Of what waits for a screen so much is written at once: all that it gets to begin with, in one language.
The rest stays where lines can still be taken back."""


class Wire(Protocol):
    """A connection, as a screen uses it."""

    address: str
    """The client's network address."""

    def is_idle(self) -> bool:
        """Return whether it is open and the system has taken everything written so far."""

    def write(self, frame: bytes) -> None:
        """Write a message without waiting."""

    async def send(self, frames: bytes) -> None:
        """Write messages and return once the system has taken all of them.

        Raises ConnectionError when the connection is gone.
        """

    async def close(self, code: int, reason: str) -> None:
        """Close it, within a bounded time even when the client takes nothing."""


class Screen:
    """One connected screen: a wire, what it wants, and what waits for it."""

    def __init__(
        self, wire: Wire, room: str, wants: Subscription, backlog: Iterable[Message], limits: Limits
    ) -> None:
        self.wire = wire
        self.room = room
        self.wants = wants
        self.caught_up = asyncio.Event()
        """Set while nothing waits."""
        self._outbox = Outbox(backlog, bound=limits.waiting)
        self._stall_s = limits.stall_s
        self._work = asyncio.Event()
        self._patience: asyncio.Timeout | None = None
        self._given_up = False

    def offer(self, message: Message) -> None:
        """Send a message now if the screen takes it at once, else have it wait; never blocks."""
        if self.caught_up.is_set() and self.wire.is_idle():
            self.wire.write(message.frame)
        elif not self._given_up:
            self.caught_up.clear()
            self._work.set()
            if not self._outbox.put(message):
                self._give_up()

    async def pump(self) -> None:
        """Send what waits, at the screen's own pace; return when it is too slow and must be closed.

        Too slow is one that takes nothing for the limit's `stall_s`, or whose outbox overflows. Raises
        ConnectionError when the connection is gone.
        """
        try:
            async with asyncio.timeout(None) as self._patience:
                while not self._given_up:
                    await self._send_next()
        except TimeoutError:
            return
        finally:
            self._given_up = True

    async def _send_next(self) -> None:
        messages = self._outbox.take(AT_ONCE_BYTES)
        if not messages:
            self.caught_up.set()
            self._work.clear()
            await self._work.wait()
            return
        self._wait_until(asyncio.get_running_loop().time() + self._stall_s)
        await self.wire.send(b"".join(message.frame for message in messages))
        self._wait_until(None)

    def _give_up(self) -> None:
        self._wait_until(asyncio.get_running_loop().time())
        self._given_up = True

    def _wait_until(self, when: float | None) -> None:
        if self._patience is not None and not self._given_up and not self._patience.expired():
            self._patience.reschedule(when)


class Screens:
    """Every connected screen, by room and language."""

    def __init__(self) -> None:
        self._all: set[Screen] = set()
        self._audience: defaultdict[Hashable, set[Screen]] = defaultdict(set)
        """Screens by room, and by (room, language)."""
        self._per_address: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Screen]:
        return iter(tuple(self._all))

    def from_address(self, address: str) -> int:
        """Return how many screens are connected from an address."""
        return self._per_address[address]

    def by_page(self, room: str) -> dict[str, int]:
        """Return how many screens a room has, by page."""
        pages = Counter(screen.wants.page for screen in self._watching(room))
        return {page: pages[page] for page in PAGES}

    def by_language(self, room: str, languages: Iterable[str]) -> dict[str, int]:
        """Return how many screens of a room read each language; a bilingual one counts twice."""
        return {code: sum(1 for _ in self._watching((room, code))) for code in languages}

    def audience(self, room: str) -> dict[str, dict[str, int]]:
        """Return how many screens of a room read each language, by page; only those there are."""
        counts: dict[str, Counter[str]] = {}
        for screen in self._watching(room):
            counts.setdefault(screen.wants.page, Counter()).update(screen.wants.languages)
        return {page: dict(languages) for page, languages in counts.items()}

    def _watching(self, group: Hashable) -> Iterator["Screen"]:
        """The screens of a group that people read: the operators' own are none."""
        return (screen for screen in self._audience[group] if screen.wants.page != CONSOLE)

    @contextmanager
    def joined(self, screen: Screen) -> Iterator[None]:
        """Have a screen take part while the block runs."""
        groups = [screen.room, *((screen.room, code) for code in screen.wants.languages)]
        self._all.add(screen)
        self._per_address[screen.wire.address] += 1
        for group in groups:
            self._audience[group].add(screen)
        try:
            yield
        finally:
            self._all.discard(screen)
            self._per_address -= Counter([screen.wire.address])
            for group in groups:
                self._audience[group].discard(screen)

    def deliver(self, room: str, message: Message) -> None:
        """Offer a message to every screen of the room that reads its language."""
        group = room if message.lang is None else (room, message.lang)
        for screen in self._audience[group]:
            screen.offer(message)
