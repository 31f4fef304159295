"""A signal: told by one, heard by any number."""

from collections.abc import Callable


class Signal:
    """Calls its listeners, in the order in which they came."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    def connect(self, listener: Callable[[], None]) -> None:
        """Have a listener called from now on."""
        self._listeners.append(listener)

    def __call__(self) -> None:
        """Call them all."""
        for listener in self._listeners:
            listener()
