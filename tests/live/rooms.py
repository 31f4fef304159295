"""Rooms and lines for the tests of the hub and the server."""

from dataclasses import replace

from live.events import Line
from live.hub import Hub
from live.serving.protocol import Languages
from live.status import Problem, RoomStatus

LANGUAGES = Languages(source=("en",), target=("zh-Hant-HK", "es"))

STATUS = RoomStatus(
    room="main",
    session="2026-10-31T09:00:00Z",
    state="live",
    source="talk.wav",
    audio_s=12.5,
    level_dbfs=-20.0,
    peak_dbfs=-9.0,
    clipping=False,
    speaking=True,
    delay_s=0.8,
    speed=0.5,
    model="base",
    device="cpu int8",
    languages=("en", "zh-Hant-HK", "es"),
    words=40,
    lines=5,
)


def a_line(number: int, rev: int = 0, **fields: object) -> Line:
    """Return a revision of a line with words of its own."""
    base = Line(
        id=number,
        rev=rev,
        lang="en",
        text=f"Line {number}.",
        start_s=float(number),
        end_s=number + 0.5,
        audio_s=number + 1.0,
    )
    return replace(base, **fields)  # type: ignore[arg-type]


def a_hub(name: str = "main", languages: Languages = LANGUAGES, seq: int = 0) -> Hub:
    """Return a hub of three languages."""
    return Hub(name, session="2026-10-31T09:00:00Z", languages=languages, seq=seq)


class FakeRoom:
    """A room without sound: what it says is set by the test."""

    def __init__(self, name: str = "main", languages: Languages = LANGUAGES) -> None:
        self.hub = a_hub(name, languages)
        self.problems: tuple[Problem, ...] = ()
        self.rendered: list[tuple[str, str | None]] = []

    def status(self) -> RoomStatus:
        return replace(STATUS, room=self.hub.room, problems=self.problems)

    def transcript(self, format: str, lang: str | None) -> str:
        self.rendered.append((format, lang))
        return f"{format} of {self.hub.room} in {lang}"
