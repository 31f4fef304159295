"""What a technician should know while captions run: problems as they come and as they go. Pure."""

from collections.abc import Iterable

from live.status import RoomStatus


class Notices:
    """Remembers what was told, so that each problem is told once."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()

    def changes(self, statuses: Iterable[RoomStatus]) -> list[str]:
        """A line for every problem that is new, and for every one that is over."""
        messages = {
            (status.room, problem.code): problem.message for status in statuses for problem in status.problems
        }
        new = [
            f"Attention, room {room}: {message}"
            for (room, code), message in messages.items()
            if (room, code) not in self._told
        ]
        over = [
            f"Over, room {room}: {code.replace('_', ' ')}."
            for room, code in sorted(self._told - messages.keys())
        ]
        self._told = set(messages)
        return new + over
