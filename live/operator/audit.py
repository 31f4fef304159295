"""The audit log: who told the event what, and what came of it. Never what was said."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from live.archive.append_file import AppendFile
from live.errors import LogError
from live.operator.commands import AddTerm, Command, Edit, Mask, Say

FILE = "audit.jsonl"


class Audit:
    """Appends to `audit.jsonl` in the folder of the logs. `now` tells the time of day."""

    def __init__(self, folder: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        path = folder / FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=True)
            self._file = AppendFile(path)
        except OSError as error:
            raise LogError(f"The audit log {path} cannot be written: {error.strerror}.") from error
        self._now = now

    def did(self, command: Command, *, room: str, address: str, error: str = "") -> None:
        """Note a command, and why it was refused. An utterance counts once, when it is complete."""
        if isinstance(command, Say) and not command.final and not error:
            return
        self._note({"room": room, "command": command.name, **details(command)}, address, error)

    def event(self, what: str, *, address: str) -> None:
        """Note that somebody came, went or was not let in."""
        self._note({"event": what}, address, "")

    def close(self) -> None:
        """Have the disk take everything."""
        self._file.close()

    def _note(self, entry: dict[str, Any], address: str, error: str) -> None:
        time = self._now().isoformat(timespec="milliseconds")
        full = {"time": time, "address": address, **entry, "done": not error}
        self._file.append(json.dumps(full, ensure_ascii=False).encode() + b"\n", urgent=True)


def details(command: Command) -> dict[str, Any]:
    """What may be kept of a command: no words that may have to be erased one day. Pure."""
    match command:
        case Edit(line=line, lang=lang):
            return {"line": line, "lang": lang}
        case Say(id=id, final=final, speaker=speaker):
            return {"id": id, "final": final, "speaker": speaker}
        case AddTerm(term=term):
            return {"term": term}
        case Mask(on=on, words=words):
            return {"on": on, "words": len(words)}
        case _:
            return asdict(command)
