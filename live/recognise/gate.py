"""When somebody speaks: turns probabilities of speech into utterances. Pure."""

from dataclasses import dataclass
from typing import Literal

from live.events import RATE_HZ

WINDOW_S = 512 / RATE_HZ
"""The length of sound that one probability is about, in seconds."""

Edge = Literal["start", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSettings:
    """When an utterance begins and ends."""

    start: float = 0.5
    """A probability of at least this is speech,"""
    stay: float = 0.3
    """and while somebody speaks one of at least this."""
    start_s: float = 0.064
    """An utterance begins after this much speech in a row."""
    pause_s: float = 0.8
    """It ends after this much without speech."""


class SpeechGate:
    """Follows one microphone."""

    def __init__(self, settings: GateSettings | None = None) -> None:
        self._settings = settings or GateSettings()
        self.speaking = False
        self.speech_s = 0.0
        """Speech in the utterance so far."""
        self.silence_s = 0.0
        """How long nobody has spoken."""
        self._run_s = 0.0

    def feed(self, probability: float) -> Edge | None:
        """Take the next window's probability; tell when an utterance begins or ends."""
        settings = self._settings
        speech = probability >= (settings.stay if self.speaking else settings.start)
        self._run_s = self._run_s + WINDOW_S if speech else 0.0
        self.silence_s = 0.0 if speech else self.silence_s + WINDOW_S
        self.speech_s += WINDOW_S if speech and self.speaking else 0.0
        if not self.speaking and self._run_s >= settings.start_s:
            self.speaking, self.speech_s = True, self._run_s
            return "start"
        if self.speaking and self.silence_s >= settings.pause_s:
            self.speaking = False
            return "end"
        return None
