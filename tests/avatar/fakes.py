"""A voice, faces and captions for tests, behind the real interfaces."""

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from avatar.faces import Face, Faces
from avatar.maker import Maker
from avatar.performer import Performer
from avatar.voice.errors import VoiceError
from avatar.voice.speech import VOICE_RATE_HZ, Phone, Spoken, TimedWord
from avatar.voice.written import written_words

WORD_S = 0.2


class BeepVoice:
    """Speaks a beep a word; a text with `crash` breaks it."""

    def __init__(self, *languages: str, before: Callable[[], None] = lambda: None) -> None:
        self.name = "beep"
        self.languages = languages or ("en",)
        self.spoken: list[str] = []
        self._before = before

    def speak(self, text: str) -> Iterator[Spoken]:
        self._before()
        self.spoken.append(text)
        if "crash" in text:
            raise VoiceError("The voice beep failed: it met a crash.")
        words = written_words(text)
        times = [(at * WORD_S, (at + 1) * WORD_S) for at in range(len(words))]
        yield Spoken(
            samples=np.full(round(len(words) * WORD_S * VOICE_RATE_HZ), 0.3, np.float32),
            phones=tuple(Phone(symbol="a", start_s=a, end_s=b) for a, b in times),
            words=tuple(
                TimedWord(text=word, start_s=a, end_s=b) for word, (a, b) in zip(words, times, strict=True)
            ),
        )


class Screen:
    """Captions that keep what they are told."""

    def __init__(self, news: asyncio.Event) -> None:
        self._news = news
        self.said: list[tuple[str, str, bool]] = []
        self.ignoring: list[bool] = []
        self.problem = ""
        self.final = asyncio.Event()

    def say(self, utterance: str, text: str, lang: str, *, final: bool) -> None:
        self.said.append((text, lang, final))
        self._news.set()
        if final:
            self.final.set()

    def ignore_sound(self, on: bool) -> None:
        self.ignoring.append(on)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Theatre:
    """A performer with a face that is moved by hand."""

    def __init__(self, voice: BeepVoice | None = None) -> None:
        self.voice = voice or BeepVoice("en", "zh")
        self.clock = Clock()
        self.news = asyncio.Event()
        self.screen = Screen(self.news)
        self.faces = Faces(
            card={"type": "card", "name": "Ada"},
            background="scene",
            on_change=self._changed,
            on_lost=self._lost,
        )
        self.maker = Maker(dict.fromkeys(self.voice.languages, self.voice))
        self.performer = Performer(
            self.maker, self.faces, self.screen, on_change=self._changed, clock=self.clock
        )
        self.face = self.add_face()

    def _changed(self) -> None:
        self.news.set()

    def _lost(self) -> None:
        self.performer.face_lost()

    def add_face(self, *, trusted: bool = True) -> Face:
        face = Face(address="127.0.0.1", trusted=trusted)
        self.faces.join(face)
        return face

    async def receive(self, kind: str, face: Face | None = None) -> dict[str, Any]:
        """The next message of a kind that a face gets."""
        while True:
            data = await (face or self.face).outbox.get()
            assert data is not None
            message: dict[str, Any] = json.loads(data)
            if message["type"] == kind:
                return message

    def report(self, kind: str, part: dict[str, Any], at_s: float = 0.0) -> None:
        """The leading face tells how far it is."""
        self.performer.heard(
            {
                "type": kind,
                "utterance": part["utterance"],
                "seq": part["seq"],
                "at_s": at_s,
                "after_ms": 40.0,
            }
        )

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so; whatever changes tells so."""
        async with asyncio.timeout(60):
            while not condition():
                await self.news.wait()
                self.news.clear()

    async def play(self) -> None:
        """Be the face: play all parts of an utterance, word by word."""
        while True:
            part = await self.receive("speak")
            for at in range(len(part["words"])):
                self.report("playing", part, at * WORD_S + 0.01)
                await asyncio.sleep(0)
            self.report("done", part)
            if part["last"]:
                return
