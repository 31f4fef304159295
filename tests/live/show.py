"""A scripted show: a speaker whose every half second of sound is a word, before the real room and server."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np

from live.archive.session import new_session
from live.audio.level import LevelMeter
from live.config import Config, LogConfig, RoomConfig, ServerConfig, TalkConfig
from live.events import RATE_HZ, Chunk, Gap, Recognition, Samples, Word
from live.operator.opening import open_console
from live.room import Room
from live.serving.server import CaptionServer
from live.status import Problem
from live.text.spelling import Spelling
from live.translation import Translation
from tests.folders import contents
from tests.ports import free_port
from tests.translate.fakes import FakeTranslator
from translate.engine import Request
from translate.glossary_file import GlossaryFile
from translate.service import Service

WORD_S = 0.5
_STEP = 1 / 1024
"""Amplitude between the sounds of two words."""


class Speaker:
    """Sound of what is said, in words that `words` lists."""

    name = "Scarlett 2i2 USB, channel 1"
    problem: Problem | None = None

    def __init__(self) -> None:
        self.words: list[str] = []
        self.level = LevelMeter()
        self._sound: asyncio.Queue[Chunk | None] = asyncio.Queue()
        self._said_s = 0.0

    async def says(self, text: str) -> None:
        """Say a sentence, and pause; returns when all of it has been heard."""
        for word in text.split():
            self.words.append(word)
            self._put(len(self.words) * _STEP)
        self._put(0.0)
        await self._sound.join()

    def _put(self, amplitude: float) -> None:
        samples = np.full(round(WORD_S * RATE_HZ), amplitude, np.float32)
        self._sound.put_nowait(Chunk(samples=samples, start_s=self._said_s, captured_at=0.0))
        self._said_s += WORD_S

    async def chunks(self) -> AsyncIterator[Chunk | Gap]:
        while (chunk := await self._sound.get()) is not None:
            self.level.feed(chunk.samples)
            yield chunk
            self._sound.task_done()

    async def aclose(self) -> None:
        self._sound.put_nowait(None)


class Ear:
    """Recognises the words of a speaker, and commits them with the next one or a pause."""

    def __init__(self, words: Sequence[str], start_s: float) -> None:
        self._words = words
        self._now_s = start_s
        self._waiting: tuple[Word, ...] = ()

    @property
    def speaking(self) -> bool:
        """Whether a word waits for the next one."""
        return bool(self._waiting)

    @property
    def step_s(self) -> float:
        """How much sound the next step should have."""
        return 0.3

    def step(self, samples: Samples) -> list[Recognition]:
        """Take the sound heard since the last step."""
        found = []
        for first in samples[:: round(WORD_S * RATE_HZ)]:
            at_s, self._now_s = self._now_s, self._now_s + WORD_S
            if first == 0.0:
                found += self.finish()
                continue
            text = f" {self._words[round(float(first) / _STEP) - 1]}"
            word = Word(text=text, start_s=at_s, end_s=self._now_s, probability=1.0)
            committed, self._waiting = self._waiting, (word,)
            found.append(self._found(committed, self._waiting, end=False))
        return found

    def skip_to(self, start_s: float) -> list[Recognition]:
        """Go on at a later time."""
        found = self.finish()
        self._now_s = start_s
        return found

    def finish(self) -> list[Recognition]:
        """Recognise what is left."""
        committed, self._waiting = self._waiting, ()
        return [self._found(committed, (), end=True)]

    def _found(self, committed: tuple[Word, ...], interim: tuple[Word, ...], *, end: bool) -> Recognition:
        return Recognition(
            committed=committed, interim=interim, audio_s=self._now_s, language="en", end_of_utterance=end
        )


class Ears:
    """A speech model for one speaker."""

    name = "whisper-large-v3-turbo"
    device = "cuda float16"
    languages = ("en",)
    problem: Problem | None = None

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def recogniser(self, languages: Sequence[str], *, terms: Sequence[str], start_s: float) -> Ear:
        return Ear(self._speaker.words, start_s)

    async def run(self, call, *args, **kwargs):  # type: ignore[no-untyped-def]
        return call(*args, **kwargs), 0.1

    async def restart(self) -> bool:
        return True


def in_spanish(text: str) -> str:
    """What the translator makes of a text: nothing of it stands as it was said."""
    return f"Y esto es lo que se dijo: {' '.join(reversed(text.split()))}"


def interpret(request: Request) -> str:
    """Spanish that holds what was said, and Chinese that only sounds like it."""
    return in_spanish(request.text) if request.target == "es" else "這是講者剛才說的話。"


class Show:
    """An event that runs: its speaker, its room, its addresses, its files."""

    def __init__(self, speaker: Speaker, room: Room, port: int, console: str, folder: Path) -> None:
        self.speaker, self.room, self.folder = speaker, room, folder
        self.url = f"http://127.0.0.1:{port}"
        self.console = console
        self.glossary = folder / "glossary.csv"

    def kept(self) -> str:
        """Everything that lies in the folder of the logs, as one text."""
        return "".join(written.decode("utf-8", "replace") for written in contents(self.folder).values())


@asynccontextmanager
async def a_show(folder: Path, *, programme: Sequence[TalkConfig] = ()) -> AsyncIterator[Show]:
    """Have it run while the block does."""
    targets = ("es", "zh-Hant-HK")
    room_config = RoomConfig(source="talk.wav", translate_to=targets)
    config = Config(
        event={"name": "GenA.I. Symposium 2026"},
        server=ServerConfig(host="127.0.0.1"),
        log=LogConfig(folder=folder),
        rooms=(room_config,),
    )
    session = new_session(room_config, config.log)
    glossary = folder / "glossary.csv"
    glossary.write_text("term,variants,dnt,es\n", encoding="utf-8")
    file = GlossaryFile(glossary)
    service = Service(lambda: FakeTranslator(interpret), targets, file.glossary)
    speaker = Speaker()
    room = Room(
        session,
        speaker,
        Ears(speaker),
        programme=tuple(programme),
        spelling=Spelling(glossary),
        translation=Translation(service, targets, glossary=file, return_s=0.0),
    )
    port = free_port()
    with open_console([room], config, port) as (console, page):
        server = CaptionServer(
            {"main": room}, host="127.0.0.1", port=port, join_url="http://192.168.1.20:8000/", console=console
        )
        async with server:
            running = asyncio.create_task(room.run())
            yield Show(speaker, room, port, page, folder)
            await room.stop()
            await running
