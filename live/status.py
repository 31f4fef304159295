"""How a room is doing, for the technician: one frozen value, made once a second at most."""

from dataclasses import asdict, dataclass, field
from typing import Any

from live.events import StateName


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something the technician should know or do."""

    code: str
    """Stable name such as `microphone_away` or `disk_full`."""
    message: str
    """One line: what is wrong and what to do."""
    stops_captions: bool = False
    """True when no captions can flow until it is put right; `/health` then answers 503."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomStatus:
    """A room at one moment; what `/status.json`, `/health` and `/metrics` tell."""

    room: str
    session: str
    state: StateName
    source: str
    """The microphone, file or address that is heard, in words."""
    audio_s: float
    """Sound heard, in seconds since the session's start."""
    level_dbfs: float
    """Mean level of the last second or so, -100.0 when silent."""
    peak_dbfs: float
    clipping: bool
    speaking: bool
    """Voice activity right now."""
    delay_s: float | None
    """Median delay from the end of a word to its commitment over the last minute, the wait of a sound that
    is heard late included."""
    speed: float | None
    """Real-time factor of recognition over the last minute, the wait for rooms that share the model included:
    0.5 is twice as fast as the speaker."""
    model: str
    device: str
    """What the model runs on, such as `cpu int8` or `cuda float16`."""
    languages: tuple[str, ...]
    words: int
    lines: int
    screens: dict[str, int] = field(default_factory=dict)
    """Connected screens by page: `attendee`, `stage`, `overlay`, `other`."""
    shedding: tuple[str, ...] = ()
    """What is being left out to keep up, in words."""
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The status as plain JSON values."""
        return asdict(self)
