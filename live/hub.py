"""A room's hub: numbers what is published, remembers the latest of it, tells the listeners."""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from itertools import islice, takewhile
from typing import Any

from live.events import Line, Retraction, StateChange, StateName
from live.serving import protocol
from live.serving.outbox import Message
from live.serving.protocol import Languages

RECENT_LINES = 30
"""How many lines of each language a new screen gets."""
MAX_CHANGES = 50_000
"""How many lines, times languages, are kept for screens that catch up: a long day of five languages.
The oldest are forgotten first; the log and the transcripts still have them."""

Listener = Callable[[Message], None]


class Hub:
    """The captions of one room, as a screen should see them now.

    `seq` is the number last used. Start it above any that an earlier run of the session may have sent: more
    than the log knows, since interim words are not logged.
    """

    def __init__(
        self,
        room: str,
        *,
        session: str,
        languages: Languages,
        seq: int = 0,
        max_changes: int = MAX_CHANGES,
    ) -> None:
        self.room = room
        self.session = session
        self.languages = languages
        """Those that there are now."""
        self.known = languages
        """Those that there were at first, of which an operator may switch some off."""
        self.seq = seq
        self.state: StateName = "live"
        self._max_changes = max_changes
        self._changes: dict[Hashable, Message] = {}
        """The latest message about everything, in the order of `seq`."""
        self._lines: dict[str, dict[int, Message]] = {code: {} for code in languages.codes}
        """The same lines by language, in the order of their first showing."""
        self._retracted: set[int] = set()
        self._listeners: list[Listener] = []
        self._greeting: tuple[Hashable, Message] | None = None
        """What a screen is greeted with, and what that was made of: a hall comes all at once."""

    def subscribe(self, listener: Listener) -> None:
        """Have `listener` called with every message published from now on."""
        self._listeners.append(listener)

    def publish(self, line: Line, *, seq: int | None = None) -> Message | None:
        """Publish a revision of a line; None when the line has been taken back.

        `seq` is for putting back, in order, what an earlier run of the session has sent under that number.
        """
        if line.lang not in self._lines:
            known = ", ".join(self.languages.codes)
            raise ValueError(
                f"Line {line.id} is in '{line.lang}', which room '{self.room}' has not: {known}."
            )
        if line.id in self._retracted:
            return None
        seq = self.seq + 1 if seq is None else seq
        message = Message(
            seq=seq,
            key=(line.id, line.lang),
            lang=line.lang,
            committed=bool(line.text) or line.final or not line.interim,
            open=not line.final,
            data=protocol.encode(protocol.line(seq, line)),
        )
        self._lines[line.lang][line.id] = message
        return self._announce(message)

    def retract(self, retraction: Retraction, *, seq: int | None = None) -> Message:
        """Take lines back, in every language; for `seq` see `publish`."""
        self._retracted.update(retraction.ids)
        for code, lines in self._lines.items():
            for line_id in retraction.ids:
                lines.pop(line_id, None)
                self._changes.pop((line_id, code), None)
        seq = self.seq + 1 if seq is None else seq
        return self._announce_to_all(
            ("retract", seq), protocol.retract(seq, retraction), takes_back=frozenset(retraction.ids)
        )

    def publish_state(self, change: StateChange, *, seq: int | None = None) -> Message:
        """Change the room's state; for `seq` see `publish`."""
        self.state = change.state
        seq = self.seq + 1 if seq is None else seq
        return self._announce_to_all("state", protocol.state(seq, change))

    def offer(self, languages: Languages, *, seq: int | None = None) -> None:
        """Have other languages from now on, of those that there were at first; for `seq` see `publish`."""
        if languages != self.languages:
            self.languages = languages
            seq = self.seq + 1 if seq is None else seq
            self._announce_to_all("languages", protocol.languages(seq, languages))

    def hello(self, standbys: Sequence[str] = ()) -> Message:
        """Return the first message for a screen that connects now."""
        made_of = (self.seq, self.state, self.languages, tuple(standbys))
        if self._greeting is None or self._greeting[0] != made_of:
            self._greeting = made_of, self._greet(standbys)
        return self._greeting[1]

    def _greet(self, standbys: Sequence[str]) -> Message:
        body = protocol.hello(
            room=self.room,
            session=self.session,
            seq=self.seq,
            state=self.state,
            languages=self.languages,
            standbys=standbys,
        )
        return Message(seq=self.seq, key="hello", lang=None, committed=True, data=protocol.encode(body))

    def changed_since(self, seq: int, languages: Collection[str]) -> list[Message]:
        """Return what changed after `seq`, each at its latest revision, in the order of `seq`."""
        newer = takewhile(lambda message: message.seq > seq, reversed(self._changes.values()))
        changed = [message for message in newer if message.lang is None or message.lang in languages]
        return changed[::-1]

    def recent(self, languages: Collection[str]) -> list[Message]:
        """Return the last lines of each language and the state, in the order of `seq`."""
        return sorted(self._recent(languages), key=lambda message: message.seq)

    def backlog(self, after: int | None, languages: Collection[str]) -> list[Message]:
        """Return what a screen must be sent before anything new, in the order of `seq`.

        A number that this hub has not reached is one of another session: that screen is new here.
        Lines that are open come again even when unchanged, so that a screen may clear its interim words
        whenever it connects: some may have been withdrawn, or lost with a server that was killed.
        """
        recent = self.recent(languages)
        if after is None or after > self.seq:
            return recent
        return [m for m in recent if m.open and m.seq <= after] + self.changed_since(after, languages)

    def _recent(self, languages: Collection[str]) -> Iterator[Message]:
        for code in languages:
            yield from islice(reversed(self._lines[code].values()), RECENT_LINES)
        for key in ("state", "languages"):
            if key in self._changes:
                yield self._changes[key]

    def _announce_to_all(
        self, key: Hashable, body: dict[str, Any], *, takes_back: frozenset[int] = frozenset()
    ) -> Message:
        data = protocol.encode(body)
        return self._announce(
            Message(seq=body["seq"], key=key, lang=None, committed=True, takes_back=takes_back, data=data)
        )

    def _announce(self, message: Message) -> Message:
        self.seq = max(self.seq, message.seq)
        self._changes.pop(message.key, None)
        self._changes[message.key] = message
        if len(self._changes) > self._max_changes:
            self._forget(next(iter(self._changes)))
        for listener in self._listeners:
            listener(message)
        return message

    def _forget(self, key: Hashable) -> None:
        oldest = self._changes.pop(key)
        if oldest.lang is not None and isinstance(key, tuple):
            self._lines[oldest.lang].pop(key[0], None)
