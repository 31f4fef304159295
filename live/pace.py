"""How fast and how late the recogniser is: pure."""

from collections import deque
from collections.abc import Iterable
from statistics import median

from live.delays import SoundClock

RECENT_S = 60.0
"""What the figures look back on, in seconds of sound."""
BEHIND = 0.9
"""The speed from which on anything that can wait should."""
FEW_STEPS_S = 5.0
"""Sound that must have been recognised before a speed says anything."""


class Pace:
    """Delay and speed over the last minute, and counts over the session."""

    def __init__(self) -> None:
        self.words = 0
        self.lines = 0
        self._delays: deque[tuple[float, float]] = deque()
        self._steps: deque[tuple[float, float, float]] = deque()
        self._clock = SoundClock()
        self._waited_s = 0.0
        """How late sound is taken that waits for a slow model."""

    def heard(self, audio_s: float, now_s: float) -> None:
        """Sound up to `audio_s` was taken, at `now_s` of the machine's clock."""
        self._clock.observe(now_s, audio_s)
        self._waited_s = now_s - audio_s - (self._clock.began_at or 0.0)

    def stepped(self, audio_s: float, heard_s: float, busy_s: float) -> None:
        """A step at `audio_s` took `busy_s` over `heard_s` of new sound, all in seconds."""
        self._steps.append((audio_s, heard_s, busy_s))
        while self._steps[0][0] < audio_s - RECENT_S:
            self._steps.popleft()

    def committed(self, audio_s: float, word_ends_s: Iterable[float]) -> None:
        """Words that ended at these times were committed when sound up to `audio_s` had been taken."""
        for end_s in word_ends_s:
            self.words += 1
            self._delays.append((audio_s, self._waited_s + audio_s - end_s))
        while self._delays and self._delays[0][0] < audio_s - RECENT_S:
            self._delays.popleft()

    @property
    def delay_s(self) -> float | None:
        """Median time from the end of a word to its commitment."""
        return median(delay for _, delay in self._delays) if self._delays else None

    @property
    def speed(self) -> float | None:
        """Real-time factor, the wait for other rooms included: 0.5 is twice as fast as the sound."""
        heard_s = sum(heard for _, heard, _ in self._steps)
        return sum(busy for *_, busy in self._steps) / heard_s if heard_s >= FEW_STEPS_S else None

    @property
    def behind(self) -> bool:
        """Whether the machine hardly keeps up."""
        return (self.speed or 0.0) > BEHIND
