"""From sound to recognised words: voice activity, utterances, languages and the streaming decoder.

One `Recogniser` a room. It blocks while the model works, so it lives in the model's worker thread.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from live.events import RATE_HZ, Recognition, Samples, Word
from live.recognise.decoder import DecoderSettings, Step, StreamingDecoder
from live.recognise.engine import WhisperEngine
from live.recognise.gate import Edge, GateSettings, SpeechGate
from live.recognise.language import LanguageTracker
from live.recognise.rhythm import STEP_S
from live.recognise.vad import WINDOW_SAMPLES, VoiceActivity
from live.recognise.words import TimedWord
from translate.chinese import in_one_script


@dataclass(frozen=True, slots=True, kw_only=True)
class RecogniserSettings:
    """Lengths in seconds of sound."""

    pre_roll_s: float = 0.6
    """Sound before speech was noticed, so that no beginning is clipped."""
    bridge_s: float = 2.0
    """A shorter silence stays in the window as context."""
    first_step_s: float = 0.5
    """Speech that is needed before it is decoded at all."""
    gate: GateSettings = field(default_factory=GateSettings)
    decoder: DecoderSettings = field(default_factory=DecoderSettings)


class Recogniser:
    """Recognises one room's speech, step by step."""

    def __init__(
        self,
        engine: WhisperEngine,
        languages: Sequence[str],
        *,
        settings: RecogniserSettings | None = None,
        terms: Sequence[str] = (),
        start_s: float = 0.0,
    ) -> None:
        self._settings = settings or RecogniserSettings()
        self._engine = engine
        self._decoder = StreamingDecoder(engine, self._settings.decoder, terms=terms)
        self._window = self._decoder.window
        self._window.begin(start_s)
        self._activity = VoiceActivity()
        self._gate = SpeechGate(self._settings.gate)
        self._language = LanguageTracker(languages)
        self._utterance_start_s = start_s
        self._idle = True
        """Whether the window holds nothing but pre-roll."""
        self.step_s = STEP_S
        """How much sound the next step should have."""
        self._rest: Samples = np.zeros(0, np.float32)

    @property
    def speaking(self) -> bool:
        """Whether somebody speaks."""
        return self._gate.speaking

    @property
    def _speech_end_s(self) -> float:
        return self._window.end_s - self._gate.silence_s

    def step(self, samples: Samples) -> list[Recognition]:
        """Take the sound heard since the last step and recognise it.

        Returns one recognition for every utterance that ended in it, and one for the speech that goes on.
        """
        self._rest = np.concatenate((self._rest, samples))
        self.step_s = STEP_S
        found = list(self._listen())
        if self._gate.speaking and self._gate.speech_s >= self._settings.first_step_s:
            found += self._recognise()
        return found

    def finish(self) -> list[Recognition]:
        """Recognise what is left: the sound has ended."""
        self._window.hear(self._rest)
        self._rest = self._rest[:0]
        return [self._flush()] if self._gate.speaking or not self._idle else []

    def skip_to(self, start_s: float) -> list[Recognition]:
        """Go on at a later time: the sound between is missing."""
        found = self.finish()
        self._activity.reset()
        self._gate = SpeechGate(self._settings.gate)
        self._window.begin(start_s)
        self._idle = True
        return found

    def _listen(self) -> Iterator[Recognition]:
        """Judge the waiting sound window by window, and follow the edges of utterances."""
        count = len(self._rest) // WINDOW_SAMPLES * WINDOW_SAMPLES
        heard, self._rest = self._rest[:count], self._rest[count:]
        taken = 0
        for index, probability in enumerate(self._activity.feed(heard), start=1):
            edge = self._gate.feed(probability)
            if edge is not None:
                self._window.hear(heard[taken : index * WINDOW_SAMPLES])
                taken = index * WINDOW_SAMPLES
                yield from self._cross(edge)
        self._window.hear(heard[taken:])
        if not self._gate.speaking:
            self._rest_in_silence()

    def _cross(self, edge: Edge) -> Iterator[Recognition]:
        if edge == "end":
            yield self._flush()
            return
        self._rest_in_silence()
        self._idle = False
        self._language.begin()
        self._utterance_start_s = max(
            self._window.committed_end_s, self._window.end_s - self._settings.pre_roll_s
        )
        self._decoder.begin_utterance(self._utterance_start_s)

    def _rest_in_silence(self) -> None:
        """Let go of sound in which nobody speaks, but for the pre-roll."""
        settings, window = self._settings, self._window
        if not self._idle and self._gate.silence_s >= settings.bridge_s:
            window.cut_at(window.end_s - settings.pre_roll_s, len(window.committed))
            self._idle = True
        elif self._idle:
            window.cut_at(window.end_s - settings.pre_roll_s, 0)

    def _recognise(self) -> list[Recognition]:
        if self._language.due(self._gate.speech_s):
            self._detect_language()
        if not self._language.settled:
            return []
        step = self._decoder.step(self._language.current, self._speech_end_s)
        due_in_s = None if step.due_s is None else step.due_s - self._window.end_s
        self.step_s = self._decoder.rhythm.step_s(due_in_s)
        return [self._recognition(step)]

    def _flush(self) -> Recognition:
        if not self._language.settled:
            self._detect_language()
        return self._recognition(
            self._decoder.flush(self._language.current, self._speech_end_s), end_of_utterance=True
        )

    def _detect_language(self) -> None:
        """Tell the utterance's language; where it is another, what is not committed is read anew in it."""
        window, before = self._window, self._language.current
        start = max(0, round((self._utterance_start_s - window.start_s) * RATE_HZ))
        encoded = self._engine.encode(window.near.samples[start:], self._settings.decoder.floor_s)
        probabilities = self._engine.detect_language(encoded)
        if self._language.hear(probabilities, self._gate.speech_s) != before:
            window.forget(max(self._utterance_start_s, window.committed_end_s))
            self._decoder.begin_utterance(self._utterance_start_s)

    def _recognition(self, step: Step, *, end_of_utterance: bool = False) -> Recognition:
        return Recognition(
            committed=tuple(self._written(word) for word in step.committed),
            interim=tuple(self._written(word) for word in step.shown),
            audio_s=self._window.end_s,
            language=self._language.current,
            end_of_utterance=end_of_utterance,
        )

    def _written(self, word: TimedWord) -> Word:
        """A word as its language's readers expect it."""
        return replace(word.as_word(), text=in_one_script(word.text, self._language.current))
