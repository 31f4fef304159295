"""The server's figures in the Prometheus text format."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from live.status import RoomStatus

CONTENT_TYPE = "text/plain; version=0.0.4"


@dataclass(slots=True)
class Counters:
    """What the server counts since its start."""

    opened: int = 0
    """Screens that connected."""
    published: int = 0
    """Messages published, before the fan-out."""
    dropped: Counter[str] = field(default_factory=Counter)
    """Screens closed by us, by reason: `slow`, `silent` (no answer to a ping), `flood`, `oversize`."""
    refused: Counter[str] = field(default_factory=Counter)
    """Requests refused, by reason: `full`, `address`, `stopping`."""


def render(rooms: Iterable[RoomStatus], counters: Counters) -> str:
    """Return the figures of the rooms and the server."""
    return "\n".join([*_server(counters), *_rooms(tuple(rooms)), ""])


def _server(counters: Counters) -> Iterator[str]:
    yield from _metric("screens_opened_total", "counter", "Screens that connected.", {"": counters.opened})
    yield from _metric("messages_published_total", "counter", "Messages published.", {"": counters.published})
    dropped = {_labels(reason=reason): count for reason, count in counters.dropped.items()}
    yield from _metric("screens_dropped_total", "counter", "Screens closed by the server.", dropped)
    refused = {_labels(reason=reason): count for reason, count in counters.refused.items()}
    yield from _metric("requests_refused_total", "counter", "Connections refused.", refused)


def _rooms(rooms: tuple[RoomStatus, ...]) -> Iterator[str]:
    figures: tuple[tuple[str, str, str, dict[str, float | None]], ...] = (
        ("audio_seconds", "counter", "Sound heard.", {r.room: r.audio_s for r in rooms}),
        ("words_total", "counter", "Words committed.", {r.room: r.words for r in rooms}),
        ("lines_total", "counter", "Lines completed.", {r.room: r.lines for r in rooms}),
        ("level_dbfs", "gauge", "Input level.", {r.room: r.level_dbfs for r in rooms}),
        (
            "delay_seconds",
            "gauge",
            "Median delay from a word to its caption.",
            {r.room: r.delay_s for r in rooms},
        ),
        (
            "speed",
            "gauge",
            "Real-time factor of recognition, the wait for other rooms included.",
            {r.room: r.speed for r in rooms},
        ),
    )
    for name, kind, description, values in figures:
        samples = {_labels(room=room): value for room, value in values.items() if value is not None}
        yield from _metric(name, kind, description, samples)
    screens = {_labels(room=r.room, page=page): n for r in rooms for page, n in r.screens.items()}
    yield from _metric("screens", "gauge", "Connected screens.", screens)
    states = {_labels(room=r.room, state=r.state): 1 for r in rooms}
    yield from _metric("room_state", "gauge", "1 for the state that the room is in.", states)
    problems = {_labels(room=r.room, code=problem.code): 1 for r in rooms for problem in r.problems}
    yield from _metric("problem", "gauge", "1 for each problem there is.", problems)


def _metric(name: str, kind: str, description: str, samples: Mapping[str, float]) -> Iterator[str]:
    yield f"# HELP footlights_{name} {description}"
    yield f"# TYPE footlights_{name} {kind}"
    for labels, value in samples.items():
        yield f"footlights_{name}{labels} {value:.10g}"


def _labels(**labels: str) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
