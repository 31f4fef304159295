"""What is seen of a captioned file while it runs, and the figures that come of it: pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any, Protocol

from bench.caption_log import SoundClock
from bench.scoring import Shown
from bench.usage import Usage


class Captions(Protocol):
    """What keeps the captions."""

    def feed(self, message: Mapping[str, Any], now: float) -> None:
        """Take in a message of the caption protocol that arrived at `now`, in monotonic seconds."""

    def since(self, began_at: float) -> list[Shown]:
        """What a screen showed, in seconds since `began_at`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One file, captioned in real time. Ratios are to the length of the sound."""

    log: list[Shown]
    decoder_ratio: float | None
    """Time the decoder was busy, as the server itself reports it."""
    cpu_ratio: float | None
    """Processor time of the whole server, which may use several cores."""
    memory_start_mib: float
    memory_max_mib: float


@dataclass(slots=True, kw_only=True)
class Watch:
    """What was seen of one run."""

    captions: Captions
    clock: SoundClock = field(default_factory=SoundClock)
    ended: bool = False
    speeds: list[float] = field(default_factory=list)
    heard_s: list[float] = field(default_factory=list)
    usages: list[Usage] = field(default_factory=list)

    def take_message(self, message: Mapping[str, Any], now: float) -> None:
        """Note a message of the caption protocol."""
        self.captions.feed(message, now)
        if message["type"] == "line":
            self.clock.observe(now, message["audio_s"])
        elif message["type"] == "state":
            self.ended = message["state"] == "ended"

    def take_status(self, room: Mapping[str, Any], use: Usage | None, now: float) -> None:
        """Note what the technician's page says of the room, once its sound has begun."""
        self.clock.observe(now, room["audio_s"])
        if room["audio_s"] > 0.0 and use is not None and not self.ended:
            self.heard_s.append(room["audio_s"])
            self.usages.append(use)
            if room["speed"] is not None:
                self.speeds.append(room["speed"])

    def run(self) -> Run:
        """The figures of the whole run, which must have been heard."""
        if self.clock.began_at is None or not self.usages:
            raise ValueError("No sound was heard.")
        first, last = self.usages[0], self.usages[-1]
        heard_s = self.heard_s[-1] - self.heard_s[0]
        return Run(
            log=self.captions.since(self.clock.began_at),
            decoder_ratio=fmean(self.speeds) if self.speeds else None,
            cpu_ratio=(last.cpu_s - first.cpu_s) / heard_s if heard_s > 0.0 else None,
            memory_start_mib=first.rss_mib,
            memory_max_mib=max(use.rss_mib for use in self.usages),
        )
