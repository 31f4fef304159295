"""A sentence while it is being made: heard piece by piece by whoever wants it."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine

from avatar.voice.speech import Spoken, joined, trimmed


class Making:
    """The pieces of a sentence, without the silence around it and with the pause after it."""

    def __init__(self, *, pause_s: float) -> None:
        self._pause_s = pause_s
        self._pieces: list[Spoken] = []
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._listeners, self._heard = 0, False

    @property
    def whole(self) -> bool:
        """Whether all of it is made."""
        task = self._task
        return task is not None and task.done() and not task.cancelled() and task.exception() is None

    @property
    def wanted(self) -> bool:
        """Whether anybody waits for it: else the rest need not be made. True until somebody did."""
        return self._listeners > 0 or not self._heard

    def begin(self, work: Coroutine[None, None, None]) -> None:
        """Do the work, which adds the pieces; what it raises is raised to all who wait for them."""
        self._task = asyncio.create_task(work)
        self._task.add_done_callback(self._ended)

    def add(self, spoken: Spoken) -> None:
        """A piece is made."""
        if not self._pieces or not spoken.unfinished:
            pause_s = 0.0 if spoken.unfinished else self._pause_s
            spoken = trimmed(spoken, start=not self._pieces, end=not spoken.unfinished, pause_s=pause_s)
        self._pieces.append(spoken)
        self._tell()

    async def pieces(self) -> AsyncGenerator[Spoken, None]:
        """What is made, in one piece, and then each piece as it comes. Raises VoiceError."""
        heard = 0
        self._listeners, self._heard = self._listeners + 1, True
        try:
            while True:
                news = self._news
                if self._pieces[heard:]:
                    made, heard = self._pieces[heard:], len(self._pieces)
                    yield joined(made)
                elif self._task is not None and self._task.done():
                    self._task.result()
                    return
                else:
                    await news.wait()
        finally:
            self._listeners -= 1

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled():
            task.exception()  # or nobody may have asked for it
        self._tell()

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
