"""What the avatar says as captions: its own speaker in the room's hub, word by word with the sound."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from live.errors import CommandError, ConsoleError
from live.operator.client import Operator, operating
from live.operator.token import Access

WAITING = 256
"""Orders that wait for the event, several minutes of words. When it is full the oldest is left out: each one
carries all the words before it."""
RETRY_S = 1.0


class Captions(Protocol):
    """Where the avatar's words go."""

    def say(self, utterance: str, text: str, lang: str, *, final: bool) -> None:
        """All that has been said of an utterance so far; it only grows."""
        ...

    def ignore_sound(self, on: bool) -> None:
        """Have the microphones not captioned while the avatar is heard."""
        ...


class NoCaptions:
    """An avatar by itself."""

    def say(self, utterance: str, text: str, lang: str, *, final: bool) -> None:
        """Nobody reads it."""

    def ignore_sound(self, on: bool) -> None:
        """Nobody listens."""


class LiveCaptions:
    """Gives the orders to a running event, and comes back to it when it was away."""

    def __init__(
        self,
        access: Callable[[], Access],
        *,
        speaker: str,
        room: str = "",
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._access = access
        self._speaker = speaker
        self._room = room
        self._on_change = on_change
        self._orders: asyncio.Queue[dict[str, Any]] = asyncio.Queue(WAITING)
        self._ignoring = False
        self.problem = "The captions are not connected yet."
        """What keeps the words from the screens; empty when nothing does."""

    def say(self, utterance: str, text: str, lang: str, *, final: bool) -> None:
        """See Captions."""
        self._put({"command": "say", "id": utterance, "text": text, "final": final, "lang": lang})

    def ignore_sound(self, on: bool) -> None:
        """See Captions."""
        self._ignoring = on
        self._put({"command": "ignore_sound", "on": on, "while_connected": on})

    async def run(self) -> None:
        """Give the orders until cancelled."""
        while True:
            try:
                async with operating(self._access()) as operator:
                    self._tell("")
                    await operator.do(
                        "ignore_sound", **self._place(), on=self._ignoring, while_connected=self._ignoring
                    )
                    await self._obey(operator)
            except (ConsoleError, CommandError) as error:
                self._tell(str(error))
            await asyncio.sleep(RETRY_S)

    async def _obey(self, operator: Operator) -> None:
        languages = spoken_languages(operator.welcome, self._room)
        while True:
            order = await self._next(operator)
            if order["command"] == "say":
                order |= {"lang": room_language(order["lang"], languages), "speaker": self._speaker}
            try:
                await operator.do(**order, **self._place())
                self._tell("")
            except CommandError as error:
                self._tell(str(error))

    async def _next(self, operator: Operator) -> dict[str, Any]:
        """The next order; the event's news are read and forgotten meanwhile, or it would hang up."""
        while True:
            order = asyncio.create_task(self._orders.get(), name="next order")
            news = asyncio.create_task(operator.status(), name="news of the event")
            try:
                await asyncio.wait({order, news}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                order.cancel()
                news.cancel()
                outcomes = await asyncio.gather(order, news, return_exceptions=True)
            if isinstance(outcomes[1], ConsoleError):
                raise outcomes[1]
            if isinstance(outcomes[0], dict):
                return outcomes[0]

    def _place(self) -> dict[str, str]:
        return {"room": self._room} if self._room else {}

    def _put(self, order: dict[str, Any]) -> None:
        if self._orders.full():
            self._orders.get_nowait()
        self._orders.put_nowait(order)

    def _tell(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self._on_change()


def spoken_languages(welcome: dict[str, Any], room: str) -> list[str]:
    """The languages spoken in a room, the event's first without a name, from the console's welcome."""
    rooms = welcome["rooms"]
    chosen = next((each for each in rooms if each["room"] == room), rooms[0])
    return [language["code"] for language in chosen["languages"] if language["source"]]


def room_language(lang: str, languages: Sequence[str]) -> str:
    """The room's code for a language: its own, or one of the same language in another script."""
    base = lang.partition("-")[0]
    alike = (code for code in languages if code.partition("-")[0] == base)
    return lang if lang in languages else next(alike, languages[0])
