"""A screen that remembers all it was ever sent, and finds every broken promise: pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Message = Mapping[str, Any]


@dataclass(slots=True)
class Numbers:
    """What was sent under each number, to any screen, by any run of the server."""

    sent: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def note(self, message: Message) -> None:
        """A number stands for one content for ever."""
        names = ("type", "id", "lang", "rev", "text", "interim", "final", "state")
        content = tuple(message.get(name) for name in names)
        before = self.sent.setdefault(message["seq"], content)
        if before != content:
            self.broken.append(f"seq {message['seq']} was {before} and is now {content}")


@dataclass(slots=True)
class Witness:
    """One screen: what it shows, and what should not have happened."""

    numbers: Numbers
    after: int | None = None
    session: str = ""
    state: str = ""
    lines: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def take(self, message: Message) -> None:
        """Show what the protocol says."""
        kind = message["type"]
        if kind == "hello":
            self._greet(message)
        if "seq" not in message or kind == "hello":
            return
        self.numbers.note(message)
        self.after = max(self.after or 0, message["seq"])
        if kind == "line":
            self._show(dict(message))
        elif kind == "retract":
            self.lines = {key: line for key, line in self.lines.items() if key[0] not in message["ids"]}
        elif kind == "state":
            self.state = message["state"]

    @property
    def committed(self) -> dict[tuple[int, str], str]:
        """The committed text of every line that has any."""
        return {key: line["text"] for key, line in self.lines.items() if line["text"]}

    def _greet(self, hello: Message) -> None:
        if self.session and self.session != hello["session"]:
            self.broken.append(f"session {self.session} became {hello['session']}")
        self.session = hello["session"]
        self.lines = {key: line | {"interim": ""} for key, line in self.lines.items() if line["text"]}

    def _show(self, line: dict[str, Any]) -> None:
        key = (line["id"], line["lang"])
        before = self.lines.get(key)
        if before is not None and before["final"] and line["rev"] < before["rev"]:
            return
        if before is not None and not line["text"].startswith(before["text"]):
            self.broken.append(f"line {key}: {before['text']!r} became {line['text']!r}")
        if before is not None and before["final"] and not line["final"]:
            self.broken.append(f"line {key} was opened again")
        self.lines[key] = line


def missing(seen: Mapping[tuple[int, str], str], logged: Mapping[tuple[int, str], str]) -> list[str]:
    """The committed words that a screen has seen and the log has not."""
    return [
        f"line {key}: seen {text!r}, logged {logged.get(key, '')!r}"
        for key, text in seen.items()
        if not logged.get(key, "").startswith(text)
    ]


def differences(witnesses: Iterable[Witness], logged: Mapping[tuple[int, str], str]) -> list[str]:
    """Where a screen's transcript is not that of the log."""
    return [
        f"screen {number}, line {key}: {witness.committed.get(key)!r}, logged {logged.get(key)!r}"
        for number, witness in enumerate(witnesses)
        for key in sorted(logged.keys() | witness.committed.keys())
        if witness.committed.get(key) != logged.get(key)
    ]
