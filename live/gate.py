"""Holds lines back: for some seconds, or until a moderator lets them go. Pure; times are of any one clock."""

from bisect import insort
from collections.abc import Collection
from dataclasses import dataclass, replace

from live.events import Line

MAX_WAITING = 20_000
"""Revisions that may wait: hours of a hold. When full, the oldest go, unseen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    line: Line
    entered: float
    due: float


class Gate:
    """Revisions of lines in the order in which they may go out."""

    def __init__(self, delay_s: float = 0.0, *, held: bool = False) -> None:
        self._delay_s = delay_s
        self._held = held
        self._waiting: list[_Held] = []

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def lines(self) -> list[Line]:
        """What waits: the newest revision of each line and language, the oldest line first."""
        newest = {(held.line.id, held.line.lang): held.line for held in self._waiting}
        return list(newest.values())

    def put(self, line: Line, now: float, *, follows: bool = False) -> None:
        """Take a revision in. One that `follows` goes out with the line that it translates, not after it."""
        same = [held.due for held in self._waiting if held.line.id == line.id]
        due = max(same, default=now) if follows else now + self._delay_s
        if self._held:
            # Nobody will ever see the revisions between.
            self._waiting = [held for held in self._waiting if not _is_of(held.line, line)]
        insort(self._waiting, _Held(line=line, entered=now, due=due), key=lambda held: held.due)
        del self._waiting[:-MAX_WAITING]

    def take(self, now: float) -> list[Line]:
        """What may go out now."""
        if self._held:
            return []
        count = sum(held.due <= now for held in self._waiting)
        out, self._waiting = self._waiting[:count], self._waiting[count:]
        return [held.line for held in out]

    def next_due(self) -> float | None:
        """When something may go out; None when nothing will by itself."""
        return self._waiting[0].due if self._waiting and not self._held else None

    def set(self, delay_s: float, *, held: bool) -> None:
        """Hold back for another time; what waits goes out no later than it would have."""
        self._delay_s, self._held = delay_s, held
        shortened = [replace(each, due=min(each.due, each.entered + delay_s)) for each in self._waiting]
        self._waiting = sorted(shortened, key=lambda each: each.due)

    def amend(self, line: Line) -> bool:
        """Put a correction in the place of the revisions that wait; False when none does."""
        at = next((i for i, held in enumerate(self._waiting) if _is_of(held.line, line)), None)
        if at is None:
            return False
        self._waiting[at] = replace(self._waiting[at], line=line)
        self._waiting[at + 1 :] = [held for held in self._waiting[at + 1 :] if not _is_of(held.line, line)]
        return True

    def drop_translations(self, id: int, lang: str) -> None:
        """Forget what waits of a line in other languages than `lang`: it was corrected, and comes anew."""
        self._waiting = [held for held in self._waiting if held.line.id != id or held.line.lang == lang]

    def drop(self, ids: Collection[int]) -> None:
        """Forget lines."""
        self._waiting = [held for held in self._waiting if held.line.id not in ids]


def _is_of(one: Line, other: Line) -> bool:
    return (one.id, one.lang) == (other.id, other.lang)
