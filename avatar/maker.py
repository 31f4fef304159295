"""Makes speech in the voices' own threads, and keeps what was made ahead."""

import asyncio
import base64
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from avatar.headroom import Pace, may_begin
from avatar.visemes.blend import keyframes
from avatar.voice.errors import VoiceError
from avatar.voice.sentences import clauses, pause_after_s, split_sentences, spoken_length
from avatar.voice.speech import VOICE_RATE_HZ, Spoken, Voice, trimmed
from avatar.voice.wav import pcm

KEPT = 64
"""Sentences kept, a few minutes of speech; the ones not used for longest are made again when wanted."""
_WARM_UP = {"zh": "大家好，欢迎光临。", "yue": "大家好，歡迎光臨。"}

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sentence of an utterance, ready to be played."""

    seq: int
    spoken: Spoken
    last: bool

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
        self._made: OrderedDict[Key, asyncio.Future[Spoken]] = OrderedDict()
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
            await self._sentence(lang, _WARM_UP.get(lang.partition("-")[0], "Hello and welcome."))

    async def prepare(self, text: str, lang: str) -> None:
        """Make a text ahead, so that it can be said at once. Raises VoiceError."""
        for sentence in split_sentences(text.strip(), lang):
            await self._sentence(lang, sentence)

    async def parts(self, text: str, lang: str) -> AsyncIterator[Part]:
        """The sentences of a text, each as soon as it may be played without a gap after it.

        Raises VoiceError.
        """
        pace = self._paces[self.voice(lang).name]
        sentences = self._pieces(text, lang, pace)
        waiting: list[Part] = []
        for seq, sentence in enumerate(sentences):
            spoken = await self._sentence(lang, sentence)
            waiting.append(Part(seq=seq, spoken=spoken, last=seq == len(sentences) - 1))
            to_make = [
                spoken_length(later) for later in sentences[seq + 1 :] if not self._is_made(lang, later)
            ]
            ready_s = sum(part.spoken.duration_s for part in waiting)
            # Once begun, all that is made goes out: the face keeps it until its turn.
            if waiting[0].seq > 0 or may_begin(ready_s, to_make, pace):
                for part in waiting:
                    yield part
                waiting = []

    def close(self) -> None:
        """End the threads, once they have finished the sentence they are at."""
        for thread in self._threads.values():
            thread.shutdown(wait=False, cancel_futures=True)

    def _pieces(self, text: str, lang: str, pace: Pace) -> list[str]:
        """The sentences of a text; the first in clauses where it would keep a slow voice silent for long."""
        sentences = split_sentences(text, lang)
        if not sentences or not pace.is_slow or (lang, sentences[0]) in self._made:
            return sentences
        return [*clauses(sentences[0]), *sentences[1:]]

    def _is_made(self, lang: str, sentence: str) -> bool:
        future = self._made.get((lang, sentence))
        return future is not None and future.done()

    async def _sentence(self, lang: str, sentence: str) -> Spoken:
        """A sentence with the pause after it; whoever wants it while it is being made waits for the same."""
        key = (lang, sentence)
        if key not in self._made:
            self._made[key] = asyncio.ensure_future(self._make(lang, sentence))
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        try:
            return await asyncio.shield(self._made[key])
        except VoiceError:
            self._made.pop(key, None)
            raise

    async def _make(self, lang: str, sentence: str) -> Spoken:
        voice = self.voice(lang)
        began = self._clock()
        loop = asyncio.get_running_loop()
        try:
            spoken = await loop.run_in_executor(self._threads[voice.name], voice.speak, sentence)
        except VoiceError:
            raise
        except Exception as error:
            raise VoiceError(f"The voice {voice.name} failed: {error}") from error
        self._paces[voice.name].learn(spoken_length(sentence), self._clock() - began, spoken.duration_s)
        return trimmed(spoken, pause_s=pause_after_s(sentence))
