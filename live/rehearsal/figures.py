"""What the phones of a rehearsal have seen, in figures. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from typing import Any, ClassVar

from live.delays import DelayMeter, SoundClock, Tally
from live.rehearsal.seats import Seat
from live.text.typography import is_unspaced

Message = Mapping[str, Any]
Arrival = tuple[float, Message]
"""A moment on the monotonic clock, and what came then."""
Heard = tuple[float, float]
"""A moment, and how much sound the server said it had heard by then, in seconds."""
Screen = tuple[Seat, Sequence[Arrival]]


@dataclass(slots=True)
class Delays:
    """The delays of all screens of one kind."""

    SLOT_S: ClassVar[float] = 15.0

    total: Tally = field(default_factory=Tally)
    over_time: defaultdict[int, Tally] = field(default_factory=lambda: defaultdict(Tally))
    """Number of a slot of 15 s of the session's sound → the delays in it."""

    def add(self, at_s: float, delay_s: float, number: int) -> None:
        """Count a delay, at `at_s` seconds of the session's sound."""
        self.total.add(delay_s, number)
        self.over_time[max(0, int(at_s // self.SLOT_S))].add(delay_s, number)


def measure_delays(
    screens: Sequence[Screen], heard: Iterable[Heard], spoken: frozenset[str]
) -> dict[tuple[str, str], Delays]:
    """The delays in one room by (language, page).

    All screens share one clock, which every message and every entry of `heard` sets. What a screen gets
    to catch up when it connects is no delay.
    """
    clock = SoundClock()
    found: defaultdict[tuple[str, str], Delays] = defaultdict(Delays)
    meters = [DelayMeter(spoken) for _ in screens]
    news = [_news(index, arrivals) for index, (_, arrivals) in enumerate(screens)]
    stated = ((moment, -1, {"type": "heard", "audio_s": audio_s}) for moment, audio_s in heard)
    for now, index, message in merge(*news, stated, key=lambda event: event[0]):
        if message["type"] in {"line", "heard"} and message["audio_s"] > 0.0:
            clock.observe(now, message["audio_s"])
        if index < 0:
            continue
        seat = screens[index][0]
        for lang, delay_s, number in meters[index].feed(message, now, clock.began_at):
            found[lang, seat.page].add(message["end_s"], delay_s, number)
    return dict(found)


def _news(index: int, arrivals: Sequence[Arrival]) -> Iterator[tuple[float, int, Message]]:
    """What came after the backlog, which ends with the number that `hello` tells."""
    backlog = 0
    for now, message in arrivals:
        if message["type"] == "hello":
            backlog = message["seq"]
        elif message.get("seq", 0) > backlog:
            yield now, index, message


def shown_at_the_end(arrivals: Iterable[Arrival]) -> dict[tuple[int, str], str]:
    """The committed text of every line on a screen, by (id, language)."""
    lines: dict[tuple[int, str], str] = {}
    for _, message in arrivals:
        if message["type"] == "line" and message["text"]:
            lines[message["id"], message["lang"]] = message["text"]
        elif message["type"] == "retract":
            lines = {key: text for key, text in lines.items() if key[0] not in message["ids"]}
    return lines


def lost_lines(screens: Iterable[Screen], wanted: Mapping[tuple[int, str], str]) -> int:
    """How many lines of the log the screens lack, or show with other words, all screens together."""
    lost = 0
    for seat, arrivals in screens:
        shown = shown_at_the_end(arrivals)
        lost += sum(shown.get(key) != text for key, text in wanted.items() if key[1] == seat.lang)
    return lost


def erasure(messages: Iterable[Message], lang: str) -> float | None:
    """Words that changed or vanished after they were shown, for every final word."""
    seen: dict[int, list[str]] = {}
    erased = 0
    for message in messages:
        if message["type"] == "line" and message["lang"] == lang and not message["corrected"]:
            tokens = _tokens(message["text"] + message["interim"], lang)
            before = seen.get(message["id"], [])
            erased += len(before) - _common(before, tokens)
            seen[message["id"]] = tokens
    words = sum(map(len, seen.values()))
    return erased / words if words else None


def _tokens(text: str, lang: str) -> list[str]:
    return [char for char in text if char.isalnum()] if is_unspaced(lang) else text.split()


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
