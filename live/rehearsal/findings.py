"""What the phones of a rehearsal found in one room, as rows and a plot for the report. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from live.archive.records import SessionRecord
from live.delays import Tally
from live.rehearsal.figures import Delays, Heard, Screen, erasure, lost_lines, measure_delays
from live.rehearsal.report import DelayRow, ErasureRow, Series
from live.rehearsal.sessions import delay_row


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFindings:
    """What was found in one room."""

    room: str
    delays: tuple[DelayRow, ...]
    erasures: tuple[ErasureRow, ...]
    lost_lines: int
    spoken: tuple[Series, ...]
    """Median delay by language, over the minutes of the sound, as spoken"""
    translated: tuple[Series, ...]
    """and translated."""


def find_in_room(
    record: SessionRecord, languages: Sequence[str], screens: Sequence[Screen], heard: Sequence[Heard]
) -> RoomFindings:
    """Measure what a room's screens saw against its log. `languages`: those spoken there."""
    spoken, room = frozenset(languages), record.header.room
    delays = measure_delays(screens, heard, spoken)
    rows = (
        delay_row(room, lang, page, found.total, translated=lang not in spoken)
        for (lang, page), found in sorted(delays.items())
    )
    wanted = {key: line.text for key, line in record.lines.items() if line.text}
    return RoomFindings(
        room=room,
        delays=tuple(rows),
        erasures=tuple(_erasures(room, screens, spoken)),
        lost_lines=lost_lines(screens, wanted),
        spoken=tuple(_over_time({key: each for key, each in delays.items() if key[0] in spoken})),
        translated=tuple(_over_time({key: each for key, each in delays.items() if key[0] not in spoken})),
    )


def _erasures(room: str, screens: Sequence[Screen], spoken: frozenset[str]) -> Iterator[ErasureRow]:
    """Of one screen for each language: all of a language are sent the same."""
    for lang, arrivals in {seat.lang: arrivals for seat, arrivals in screens}.items():
        share = erasure([message for _, message in arrivals], lang)
        if share is not None:
            yield ErasureRow(room=room, language=lang, translated=lang not in spoken, erasure=round(share, 3))


def _over_time(delays: Mapping[tuple[str, str], Delays]) -> Iterator[Series]:
    """All pages of a language together."""
    languages: defaultdict[str, defaultdict[int, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for (lang, _), found in delays.items():
        for slot, tally in found.over_time.items():
            languages[lang][slot] += tally
    for lang, slots in sorted(languages.items()):
        points = (
            (slot * Delays.SLOT_S / 60, tally.quantile(0.5) or 0.0) for slot, tally in sorted(slots.items())
        )
        yield Series(lang, tuple(points))
