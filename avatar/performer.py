"""Has the avatar speak: one utterance after another, from the voice to the face and to the captions."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from secrets import token_hex
from typing import Any

from avatar.captions import Captions
from avatar.errors import DirectionError
from avatar.faces import Faces
from avatar.maker import Maker
from avatar.timeline import Piece, Timeline
from avatar.voice.errors import VoiceError

WAITING = 20
"""Utterances that wait their turn; another one is refused."""
FACE_LOST_S = 3.0
"""A face that owes a report for so long has failed."""
ECHO_S = 0.6
"""So long after the avatar the microphones are still ignored: the hall sounds on."""
_TICK_S = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Something to be said."""

    id: str
    text: str
    lang: str
    mood: str = ""


class Performer:
    """Says what the director wants said.

    `face_lost`, `heard` and `stop` may be called at any time; everything runs in one event loop.
    """

    def __init__(
        self,
        maker: Maker,
        faces: Faces,
        captions: Captions,
        *,
        on_change: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.held = False
        self.problem = ""
        """What went wrong last, for the director; empty when all is well."""
        self.now: Utterance | None = None
        """What is being said, or made to be said."""
        self.said = ""
        """How much of it has been heard."""
        self.stopped_after_ms: float | None = None
        """How soon the face was silent after the last stop."""
        self._maker = maker
        self._faces = faces
        self._captions = captions
        self._on_change = on_change
        self._clock = clock
        self._waiting: deque[Utterance] = deque()
        self._wake = asyncio.Event()
        self._news = asyncio.Event()
        self._timeline = Timeline()
        self._sending: asyncio.Task[None] | None = None
        self._listening_again: asyncio.TimerHandle | None = None
        # A restart must not go on with an utterance of the run before it.
        self._run, self._numbers = token_hex(3), count(1)

    @property
    def waiting(self) -> int:
        """How many utterances wait."""
        return len(self._waiting)

    @property
    def busy(self) -> bool:
        """Whether something is being said or waits to be."""
        return self.now is not None or bool(self._waiting)

    def say(self, text: str, lang: str, mood: str = "") -> Utterance:
        """Say a text when all before it has been said. Raises DirectionError or VoiceError."""
        self._maker.voice(lang)
        if not text.strip():
            raise DirectionError("There is nothing to say.")
        if self._faces.lead is None:
            raise DirectionError("No face is connected: open the avatar's page first.")
        if len(self._waiting) >= WAITING:
            raise DirectionError(f"{WAITING} lines wait already. Stop the avatar first.")
        utterance = Utterance(
            id=f"{self._run}-{next(self._numbers)}", text=text.strip(), lang=lang, mood=mood
        )
        self._waiting.append(utterance)
        self._wake.set()
        self._on_change()
        return utterance

    def stop(self) -> None:
        """Silence, now: nothing that waits is said any more."""
        self._faces.stop()
        self._waiting.clear()
        self._end_early()

    def hold(self, on: bool) -> None:
        """Begin nothing new until released."""
        self.held = on
        self._wake.set()
        self._on_change()

    def face_lost(self) -> None:
        """The face that was heard is gone."""
        if self.now is not None:
            self._fail("The face was lost in mid-sentence. The next line goes to the next face.")

    def heard(self, report: dict[str, Any]) -> None:
        """Take in what the leading face reports about the sound."""
        kind = report["type"]
        if kind == "stopped":
            self.stopped_after_ms = report["after_ms"]
            self._on_change()
        if self.now is None or report["utterance"] != self.now.id:
            return
        if kind == "playing":
            self._timeline.playing(report["seq"], report["at_s"], self._clock())
        elif kind == "done":
            self._timeline.done(report["seq"], self._clock())
        self._news.set()

    async def run(self) -> None:
        """Say what is wanted, until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting and not self.held:
                await self._perform(self._waiting.popleft())

    async def _perform(self, utterance: Utterance) -> None:
        self.now, self.said, self.problem = utterance, "", ""
        self._timeline = Timeline()
        self._on_change()
        if self._listening_again is not None:
            self._listening_again.cancel()
        self._captions.ignore_sound(True)
        self._sending = asyncio.create_task(self._send(utterance), name=f"send {utterance.id}")
        try:
            await self._follow(utterance)
        finally:
            self._sending.cancel()
            await asyncio.wait({self._sending})
            loop = asyncio.get_running_loop()
            self._listening_again = loop.call_later(ECHO_S, self._captions.ignore_sound, False)
            self.now = None
            self._on_change()

    async def _send(self, utterance: Utterance) -> None:
        """Send the parts as they are made."""
        try:
            async for part in self._maker.parts(utterance.text, utterance.lang):
                if utterance.mood and part.seq == 0:
                    self._faces.set("mood", utterance.mood)
                self._faces.send(part.as_json(utterance.id))
                piece = Piece(words=part.spoken.words, duration_s=part.spoken.duration_s)
                self._timeline.add(piece, self._clock(), last=part.last)
        except VoiceError as error:
            self.problem = str(error)
            self._timeline.close()
            self._on_change()
        self._news.set()

    async def _follow(self, utterance: Utterance) -> None:
        """Caption each word as it is heard, until all has been."""
        while not self._timeline.over:
            wait_s = self._timeline.next_word_in_s(self._clock())
            await self._any_news(_TICK_S if wait_s is None else min(_TICK_S, wait_s))
            now = self._clock()
            self._caption(utterance, self._timeline.text(now))
            if self._timeline.silent_s(now) > FACE_LOST_S:
                self._fail("The face does not answer. Click on its page once: a browser is silent before.")
        if text := self._timeline.text(self._clock()):
            self._captions.say(utterance.id, text, utterance.lang, final=True)

    async def _any_news(self, timeout_s: float) -> None:
        try:
            async with asyncio.timeout(timeout_s):
                await self._news.wait()
        except TimeoutError:
            return
        self._news.clear()

    def _caption(self, utterance: Utterance, text: str) -> None:
        if text != self.said:
            self.said = text
            self._captions.say(utterance.id, text, utterance.lang, final=False)
            self._on_change()

    def _fail(self, problem: str) -> None:
        self.problem = problem
        self._faces.stop()
        self._end_early()

    def _end_early(self) -> None:
        self._timeline.stop(self._clock())
        self._news.set()
        if self._sending is not None:
            self._sending.cancel()
        self._on_change()
