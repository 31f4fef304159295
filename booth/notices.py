"""What the organiser should know: the last few things that went wrong, without anything of a guest."""

import logging
from collections import deque
from datetime import datetime

from booth.clock import Now

KEPT = 50
"""The oldest go first: what lasts comes again."""
logger = logging.getLogger(__name__)


class Notices:
    """The last things to tell the organiser, the newest first."""

    def __init__(self, clock: Now) -> None:
        self._clock = clock
        self._told: deque[tuple[datetime, str]] = deque(maxlen=KEPT)

    def tell(self, text: str) -> None:
        """Tell something once, however often it comes in a row."""
        if not self._told or self._told[0][1] != text:
            self._told.appendleft((self._clock(), text))
            logger.warning("%s", text)

    def recent(self) -> tuple[tuple[datetime, str], ...]:
        """When and what, the newest first."""
        return tuple(self._told)
