"""What waits to be translated: finals in order, never dropped; of early work only the newest."""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass

MAX_FINALS = 5_000
"""Lines that may wait, half a day of speech: when more come while the model is away, the oldest are given
out as their source, marked, so that none is lost."""
MAX_EARLY = 8
"""Lines with early work waiting, the newest kept: what falls out comes with its final."""
MAX_LATER = 200
"""Earlier lines waiting for a language that is back, the newest kept: the oldest stay without it."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line, or its beginning, as it was said."""

    line: int
    """The line's id."""
    text: str
    lang: str
    targets: tuple[str, ...]
    """The languages that lack it."""
    failures: int = 0
    """How often the model failed over it."""
    since: float = 0.0
    """When it came, on the service's clock; infinite for one that is in no hurry."""


class Pending:
    """The queue between the captions and the model. Not locked: see Service."""

    def __init__(self, max_finals: int = MAX_FINALS) -> None:
        self._max_finals = max_finals
        self._finals: deque[Spoken] = deque()
        self._early: dict[int, Spoken] = {}
        self._later: deque[Spoken] = deque(maxlen=MAX_LATER)

    def __len__(self) -> int:
        return len(self._finals) + len(self._later)

    @property
    def early(self) -> int:
        """Lines with early work waiting."""
        return len(self._early)

    def add_final(self, spoken: Spoken) -> Spoken | None:
        """Queue a final; a correction of a waiting line takes its place. Returns what had to give way."""
        self._early.pop(spoken.line, None)
        for index, waiting in enumerate(self._finals):
            if waiting.line == spoken.line:
                self._finals[index] = spoken
                return None
        self._finals.append(spoken)
        return self._finals.popleft() if len(self._finals) > self._max_finals else None

    def add_early(self, spoken: Spoken) -> None:
        """Queue the settled beginning of a line, in place of an earlier one."""
        self._early.pop(spoken.line, None)
        self._early[spoken.line] = spoken
        if len(self._early) > MAX_EARLY:
            del self._early[next(iter(self._early))]

    def add_later(self, spoken: Spoken) -> None:
        """Queue an earlier line for the time when nothing else waits."""
        self._later.append(spoken)

    def take_finals(self, count: int) -> list[Spoken]:
        """The oldest finals, `count` at most, all in one language, so that they make one batch."""
        taken: list[Spoken] = []
        while self._finals and len(taken) < count and self._finals[0].lang == (taken or self._finals)[0].lang:
            taken.append(self._finals.popleft())
        return taken

    def take_early(self) -> Spoken | None:
        """The newest early work; what is older is out of date."""
        newest = self._early.popitem()[1] if self._early else None
        self._early.clear()
        return newest

    def take_later(self) -> Spoken | None:
        """The newest of the earlier lines: a reader looks at the end."""
        return self._later.pop() if self._later else None

    def put_back(self, spoken: Collection[Spoken]) -> None:
        """Return finals to the head of the queue, in their order."""
        self._finals.extendleft(reversed(list(spoken)))

    def drop_early(self) -> None:
        """Shed all early work."""
        self._early.clear()

    def discard(self, lines: Collection[int]) -> None:
        """Forget lines that were taken back."""
        self._finals = deque(spoken for spoken in self._finals if spoken.line not in lines)
        self._later = deque((s for s in self._later if s.line not in lines), MAX_LATER)
        for line in lines:
            self._early.pop(line, None)
