"""What was asked and answered, for the organiser: JSON lines, without addresses of askers."""

import json
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from avatar.answers.answer import Answer
from avatar.answers.errors import DocumentError

Vote = Literal["up", "down"]

REMEMBERED = 2_000
"""Answers that can be voted on; older ones are forgotten first."""
LISTED = 200
"""Refused questions that staff see; the oldest leave the list, not the log."""


class QuestionLog:
    """Appends to a file. May be called by any thread."""

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Open the log, going on with what is in it. Raises DocumentError when it cannot be written."""
        self._path = path
        self._now = now
        self._lock = Lock()
        self._votes: OrderedDict[str, Vote | None] = OrderedDict()
        self._refused: OrderedDict[str, dict[str, Any]] = OrderedDict()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a+", encoding="utf-8") as file:
                file.seek(0)
                for line in file:
                    self._remember(line)
        except OSError as error:
            raise DocumentError(
                f"Cannot write the questions' log '{path}': {error.strerror or error}. Choose another folder."
            ) from error

    def add(self, key: str, answer: Answer) -> None:
        """Note an answer under its key."""
        found = answer.as_json()
        found["citations"] = [citation["url"] for citation in found["citations"]]
        self._write({"id": key, "time": self._time(), **found})

    def vote(self, key: str, vote: Vote) -> bool:
        """Note what an asker thinks of an answer; False for one that is not known."""
        if key not in self._votes:
            return False
        if self._votes[key] != vote:
            self._write({"id": key, "time": self._time(), "vote": vote})
        return True

    def done(self, key: str) -> bool:
        """Note that staff have answered a refused question; False for one that is not listed."""
        if key not in self._refused:
            return False
        self._write({"id": key, "time": self._time(), "done": True})
        return True

    def refused(self) -> list[dict[str, Any]]:
        """The questions that wait for a person, newest first."""
        with self._lock:
            return list(reversed(self._refused.values()))

    def _time(self) -> str:
        return self._now().isoformat(timespec="seconds")

    def _write(self, entry: dict[str, Any]) -> None:
        line = json.dumps(entry, ensure_ascii=False)
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        self._remember(line)

    def _remember(self, line: str) -> None:
        try:
            entry = json.loads(line)
            key = entry["id"]
        except (ValueError, KeyError, TypeError):
            return  # A line that a crash cut off.
        with self._lock:
            if "vote" in entry:
                self._votes[key] = entry["vote"]
            elif "done" in entry:
                self._refused.pop(key, None)
            else:
                self._keep(key, entry)

    def _keep(self, key: str, entry: dict[str, Any]) -> None:
        self._votes[key] = None
        if len(self._votes) > REMEMBERED:
            self._votes.popitem(last=False)
        if entry["refused"]:
            asked = {name: entry[name] for name in ("id", "time", "question", "lang")}
            self._refused[key] = asked
            if len(self._refused) > LISTED:
                self._refused.popitem(last=False)
