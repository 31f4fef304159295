"""How far a service has been told, across restarts: which line, and under which number."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from live.archive.replace_file import replace_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is on the disk."""

    session: str = ""
    target: str = ""
    """Fingerprint of the address: another stream or meeting counts anew."""
    number: int = 0
    """The last number that was used."""
    line: int = 0
    """Id of the line that it was used for."""
    sent: bool = True
    """Whether that line was taken; else it goes again under the same number."""


class Progress:
    """Numbers lines for a service: one more for each line, none for a retry, a restart included."""

    def __init__(self, told: Told, save: Callable[[Told], None]) -> None:
        self._told = told
        self._save = save

    @classmethod
    def open(cls, path: Path, session: str, last_id: int) -> "Progress":
        """Go on in a session; one that was never told of begins after `last_id`."""
        told = _read(path)
        if told.session != session:
            told = replace(told, session=session, line=last_id, sent=True)

        def save(told: Told) -> None:
            replace_file(path, [json.dumps(asdict(told)).encode()])

        return cls(told, save)

    @property
    def after_id(self) -> int:
        """The last line that was taken."""
        return self._told.line if self._told.sent else self._told.line - 1

    def aim(self, target: str, received: int | None) -> None:
        """Turn to an address, whose service has `received` numbers up to this one, if it can tell."""
        told = self._told
        if target != told.target:
            self._set(replace(told, target=target, number=received or 0, sent=True))
        elif received is not None and received >= told.number:
            self._set(replace(told, number=received, sent=True))

    def number_for(self, line_id: int) -> int | None:
        """The number to send a line under; None when it was taken already."""
        told = self._told
        if line_id == told.line:
            return None if told.sent else told.number
        self._set(replace(told, number=told.number + 1, line=line_id, sent=False))
        return self._told.number

    def done(self) -> None:
        """Note that the line was taken."""
        self._set(replace(self._told, sent=True))

    def _set(self, told: Told) -> None:
        self._told = told
        self._save(told)


def _read(path: Path) -> Told:
    try:
        return Told(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Told()
