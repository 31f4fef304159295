"""What waits for one slow screen."""

from collections import deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from live.serving.frames import text_frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A numbered message of a room, encoded once and shared by all its screens."""

    seq: int
    key: Hashable
    """What it is about: a later message with the same key replaces it."""
    lang: str | None
    """The language whose readers get it, None for everyone."""
    committed: bool
    """False while it carries interim words only, so that it may be left out."""
    open: bool = False
    """It is a line that more words may come to."""
    takes_back: frozenset[int] = frozenset()
    """Lines that nobody may be sent any more."""
    data: bytes
    """JSON in UTF-8."""
    frame: bytes = field(init=False, repr=False, compare=False)
    """The same as it goes over a WebSocket."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "frame", text_frame(self.data))


class Outbox:
    """The messages a slow screen has not taken yet, in the order of their `seq`.

    A later revision of a line takes the place of one that still waits, so there is at most one for each
    line and language, and the newest interim words are the only ones. It moves to the end: were it sent
    early, a screen that is cut off would ask for what came `after` it and miss what waited before it.

    Bounded: when more than `bound` messages wait, those with interim words only are dropped, oldest first;
    when all that wait carry committed words, `put` refuses and the screen must be closed. Messages to catch
    up with stand before it and do not count: they belong to the hub and cost a reference each.
    """

    def __init__(self, backlog: Iterable[Message] = (), *, bound: int = 256) -> None:
        self._backlog = deque(backlog)
        self._waiting: dict[Hashable, Message] = {}
        self._bound = bound

    def __len__(self) -> int:
        return len(self._backlog) + len(self._waiting)

    def put(self, message: Message) -> bool:
        """Queue a message; return False when the screen has fallen too far behind."""
        if message.takes_back:
            self._drop_lines(message.takes_back)
        self._waiting.pop(message.key, None)
        self._waiting[message.key] = message
        return len(self._waiting) <= self._bound or self._drop_interim()

    def take(self, most_bytes: int) -> list[Message]:
        """Return the next messages to send: as many as fit, or one that is larger."""
        taken: list[Message] = []
        room = most_bytes
        while (message := self._next()) is not None and (not taken or len(message.frame) <= room):
            self._drop_next()
            taken.append(message)
            room -= len(message.frame)
        return taken

    def _next(self) -> Message | None:
        if self._backlog:
            return self._backlog[0]
        return next(iter(self._waiting.values()), None)

    def _drop_next(self) -> None:
        if self._backlog:
            self._backlog.popleft()
        else:
            del self._waiting[next(iter(self._waiting))]

    def _drop_lines(self, ids: frozenset[int]) -> None:
        """Forget what waits of lines that were taken back."""
        self._backlog = deque(each for each in self._backlog if not _is_of(each, ids))
        self._waiting = {key: each for key, each in self._waiting.items() if not _is_of(each, ids)}

    def _drop_interim(self) -> bool:
        for key, message in self._waiting.items():
            if not message.committed:
                del self._waiting[key]
                return True
        return False


def _is_of(message: Message, ids: frozenset[int]) -> bool:
    return message.lang is not None and isinstance(message.key, tuple) and message.key[0] in ids
