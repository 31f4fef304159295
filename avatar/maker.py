"""Makes speech in the voices' own threads, and keeps what was made ahead."""

import asyncio
import base64
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from avatar.headroom import Pace, may_begin
from avatar.making import Making
from avatar.visemes.blend import keyframes
from avatar.voice.errors import VoiceError
from avatar.voice.sentences import clauses, pause_after_s, split_sentences, spoken_length
from avatar.voice.speech import GROWTH, VOICE_RATE_HZ, Spoken, Voice
from avatar.voice.wav import pcm

KEPT = 64
"""Sentences kept, a few minutes of speech; the ones not used for longest are made again when wanted."""
_WARM_UP = {"zh": "大家好，欢迎光临。", "yue": "大家好，歡迎光臨。"}

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sentence of an utterance, or a piece of one, ready to be played."""

    seq: int
    spoken: Spoken
    last: bool
    goes_on: bool = False
    """Whether it goes on with the sentence of the part before it."""

    def as_json(self, utterance: str) -> dict[str, Any]:
        """The message for a face; see docs/avatar-protocol.md."""
        spoken = self.spoken
        return {
            "type": "speak",
            "utterance": utterance,
            "seq": self.seq,
            "rate_hz": VOICE_RATE_HZ,
            "audio": base64.b64encode(pcm(spoken.samples)).decode(),
            "duration_s": round(spoken.duration_s, 3),
            "visemes": keyframes(spoken.phones, spoken.duration_s),
            "words": [[round(word.start_s, 3), word.text.strip()] for word in spoken.words],
            "goes_on": self.goes_on,
            "last": self.last,
        }


class Maker:
    """The voices by language; each works in a thread of its own, one sentence at a time."""

    def __init__(self, voices: Mapping[str, Voice], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._voices = dict(voices)
        self._threads = {
            voice.name: ThreadPoolExecutor(1, f"voice {voice.name}") for voice in voices.values()
        }
        self._paces = {voice.name: Pace() for voice in voices.values()}
        self._made: OrderedDict[Key, Making] = OrderedDict()
        self._clock = clock

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that can be spoken."""
        return tuple(self._voices)

    def voice(self, lang: str) -> Voice:
        """The voice of a language, or of the same language in another script. Raises VoiceError."""
        code = lang if lang in self._voices else lang.partition("-")[0]
        if code not in self._voices:
            raise VoiceError(f"No voice speaks '{lang}'. There are voices for: {', '.join(self._voices)}.")
        return self._voices[code]

    async def warm_up(self) -> None:
        """Have every voice speak once: the first time takes longest, and tells how fast it is."""
        for lang in self._voices:
            await self._whole(lang, _WARM_UP.get(lang.partition("-")[0], "Hello and welcome."))

    async def prepare(self, text: str, lang: str) -> None:
        """Make a text ahead, so that it can be said at once. Raises VoiceError."""
        for sentence in split_sentences(text.strip(), lang):
            await self._whole(lang, sentence)

    async def parts(self, text: str, lang: str) -> AsyncIterator[Part]:
        """The sentences of a text, or pieces of them, each as soon as no gap can follow it.

        Raises VoiceError.
        """
        pace = self._paces[self.voice(lang).name]
        sentences = self._sentences(text, lang, pace)
        numbers, waiting, begun = count(), list[Part](), False
        for at, sentence in enumerate(sentences):
            later = [spoken_length(later) for later in sentences[at + 1 :] if not self._is_made(lang, later)]
            goes_on = False
            async with aclosing(self._made_of(lang, sentence)) as pieces:
                async for spoken in pieces:
                    last = at == len(sentences) - 1 and not spoken.unfinished
                    waiting.append(Part(seq=next(numbers), spoken=spoken, goes_on=goes_on, last=last))
                    goes_on = True
                    to_make = chain(
                        pace.of_rest(spoken.remaining_s, max(spoken.duration_s, pace.first_s) * GROWTH),
                        *map(pace.of_sentence, later),
                    )
                    # Once begun, all that is made goes out: the face keeps it until its turn.
                    begun = begun or may_begin(sum(part.spoken.duration_s for part in waiting), to_make)
                    if begun:
                        for part in waiting:
                            yield part
                        waiting.clear()

    def close(self) -> None:
        """End the threads, once they have finished the sentence they are at."""
        for thread in self._threads.values():
            thread.shutdown(wait=False, cancel_futures=True)

    def _sentences(self, text: str, lang: str, pace: Pace) -> list[str]:
        """The sentences of a text; the first in clauses where it would keep the hall waiting for long."""
        sentences = split_sentences(text, lang)
        if not sentences or not pace.is_slow or (lang, sentences[0]) in self._made:
            return sentences
        return [*clauses(sentences[0]), *sentences[1:]]

    def _is_made(self, lang: str, sentence: str) -> bool:
        making = self._made.get((lang, sentence))
        return making is not None and making.whole

    async def _whole(self, lang: str, sentence: str) -> None:
        async for _ in self._made_of(lang, sentence):
            pass

    async def _made_of(self, lang: str, sentence: str) -> AsyncGenerator[Spoken, None]:
        """A sentence with the pause after it; whoever wants it while it is being made gets the same."""
        key = (lang, sentence)
        if key not in self._made:
            self._made[key] = begun = Making(pause_s=pause_after_s(sentence))
            begun.begin(self._make(lang, sentence, begun))
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        making = self._made[key]
        try:
            async with aclosing(making.pieces()) as pieces:
                async for spoken in pieces:
                    yield spoken
        finally:
            if not making.whole and not making.wanted:
                self._made.pop(key, None)

    async def _make(self, lang: str, sentence: str, making: Making) -> None:
        voice = self.voice(lang)
        loop = asyncio.get_running_loop()

        def work() -> None:
            began, pieces = self._clock(), list[tuple[float, float]]()
            for spoken in voice.speak(sentence):
                pieces.append((self._clock() - began, spoken.duration_s))
                loop.call_soon_threadsafe(making.add, spoken)
                if not making.wanted:
                    return
            self._paces[voice.name].learn(spoken_length(sentence), pieces)

        try:
            await loop.run_in_executor(self._threads[voice.name], work)
        except VoiceError:
            raise
        except Exception as error:
            raise VoiceError(f"The voice {voice.name} failed: {error}") from error
