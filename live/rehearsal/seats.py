"""Who sits in the hall: which room, language and page each simulated phone reads. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice


@dataclass(frozen=True, slots=True)
class Seat:
    """What one screen reads."""

    room: str
    lang: str
    page: str

    @property
    def query(self) -> str:
        """What it asks `/captions` for."""
        return f"room={self.room}&lang={self.lang}&page={self.page}"


def seats(rooms: Mapping[str, Sequence[str]], screens: int) -> list[Seat]:
    """Seats for so many screens; `rooms`: name → its languages, those spoken first.

    Every room has its big screen and, for the recording, its overlay; all others are phones, spread evenly
    over the rooms and their languages.
    """
    fixed = [
        Seat(room, languages[0], page) for page in ("stage", "overlay") for room, languages in rooms.items()
    ]
    depth = max(len(languages) for languages in rooms.values())
    phones = [
        Seat(room, languages[number % len(languages)], "attendee")
        for number in range(depth)
        for room, languages in rooms.items()
    ]
    return [*fixed[:screens], *islice(cycle(phones), max(0, screens - len(fixed)))]
