"""What the logs and the minutes of an event tell, in figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from live.archive.log import read, sessions
from live.archive.minutes import read_minutes
from live.archive.records import SessionRecord
from live.config import Config, TalkConfig
from live.delays import Tally, words_in
from live.errors import LogError
from live.events import Line
from live.rehearsal.report import ALL_PAGES, DelayRow, Load, Plot, Report, RoomRow, Series, TalkRow

Minutes = Sequence[Mapping[str, Any]]
Lines = defaultdict[str, list[tuple[float, float]]]


def find_logs(place: Path) -> list[Path]:
    """The log itself, or the latest of every room in a folder of logs, or of a room. Raises LogError."""
    if place.is_file():
        return [place]
    latest: dict[str, Path] = {}
    for log in sessions(place) or sorted(place.glob("*Z*.jsonl"), reverse=True):
        latest.setdefault(log.parent.name, log)
    if not latest:
        raise LogError(f"There is no session in '{place}'. Give a log, or the folder of the logs: sessions")
    return list(latest.values())


def event_report(logs: Sequence[Path], config: Config, *, kind: str = "Event") -> Report:
    """The report of sessions that were held. Raises LogError."""
    held = [(read(log), read_minutes(log)) for log in logs]
    return Report(
        kind=kind,
        event=config.event.name,
        place=config.event.place,
        made=f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}",
        rooms=tuple(_room(record, minutes) for record, minutes in held),
        delays=tuple(row for record, minutes in held for row in _delays(record, minutes)),
        talks=tuple(row for record, _ in held for row in _talks(record, config)),
        load=_load([minute for _, minutes in held for minute in minutes]),
        plots=tuple(plot for record, minutes in held for plot in _plots(record, minutes, config)),
        targets=config.targets,
    )


def spoken_lines(record: SessionRecord) -> list[Line]:
    """The lines as they were spoken, in their order."""
    return record.transcript()


def _room(record: SessionRecord, minutes: Minutes) -> RoomRow:
    lines = spoken_lines(record)
    missing_s = sum(gap.end_s - gap.start_s for gap in record.gaps)
    return RoomRow(
        room=record.header.room,
        session=record.header.started,
        languages=record.languages,
        captioned_min=round(max(0.0, record.audio_s - missing_s) / 60, 1),
        missing_s=round(missing_s, 1),
        words=_words(lines),
        lines=len(lines),
        corrections=_corrections(lines),
        retracted=len(record.retracted),
        screens_most=max((sum(_by_language(minute).values()) for minute in minutes), default=0),
    )


def _delays(record: SessionRecord, minutes: Minutes) -> Iterator[DelayRow]:
    totals: defaultdict[str, Tally] = defaultdict(Tally)
    for minute in minutes:
        for lang, counts in minute.get("delays", {}).items():
            totals[lang] += _tally(counts)
    spoken = set(record.spoken.values())
    for lang, tally in totals.items():
        yield delay_row(record.header.room, lang, ALL_PAGES, tally, translated=lang not in spoken)


def delay_row(room: str, lang: str, page: str, tally: Tally, *, translated: bool) -> DelayRow:
    """A tally that holds something, as a row."""
    return DelayRow(
        room=room,
        language=lang,
        page=page,
        translated=translated,
        number=tally.number,
        p50_s=tally.quantile(0.5) or 0.0,
        p95_s=tally.quantile(0.95) or 0.0,
    )


def _talks(record: SessionRecord, config: Config) -> Iterator[TalkRow]:
    """The talks of the programme in which something was said."""
    started = datetime.fromisoformat(record.header.started).astimezone(UTC)
    lines = spoken_lines(record)
    for talk in config.programme:
        if (talk.room or config.rooms[0].name) == record.header.room:
            said = [line for line in lines if _falls_into(line, talk, started)]
            if said:
                yield _talk(record.header.room, talk, said)


def _falls_into(line: Line, talk: TalkConfig, started: datetime) -> bool:
    return talk.start <= started + timedelta(seconds=line.start_s) < talk.end


def _talk(room: str, talk: TalkConfig, said: Sequence[Line]) -> TalkRow:
    return TalkRow(
        room=room,
        title=talk.title,
        speakers=", ".join(speaker.name for speaker in talk.speakers),
        minutes=round((said[-1].end_s - said[0].start_s) / 60, 1),
        words=_words(said),
        corrections=_corrections(said),
    )


def _load(minutes: Minutes) -> Load | None:
    """The first record is left out of the mean: the models are still being warmed up."""
    cpu = [minute["cpu_percent"] for minute in minutes if "cpu_percent" in minute]
    if not cpu:
        return None
    memory = max(minute.get("memory_mib", 0) for minute in minutes)
    counted = cpu[1:] or cpu
    return Load(cpu_percent=round(sum(counted) / len(counted), 1), memory_mib=memory)


def _plots(record: SessionRecord, minutes: Minutes, config: Config) -> Iterator[Plot]:
    if len(minutes) < 2:
        return
    room = f", {record.header.room}" if len(config.rooms) > 1 else ""
    screens: Lines = defaultdict(list)
    spoken: Lines = defaultdict(list)
    translated: Lines = defaultdict(list)
    for minute in minutes:
        at_min = _minutes_after(record, minute)
        for lang, number in _by_language(minute).items():
            screens[lang].append((at_min, float(number)))
        for lang, counts in minute.get("delays", {}).items():
            delays = spoken if lang in record.spoken.values() else translated
            delays[lang].append((at_min, _tally(counts).quantile(0.5) or 0.0))
    limit_s = config.targets.delay_p50_s
    yield Plot(title=f"Screens by language{room}", unit="screens", series=_series(screens))
    yield Plot(title=f"Median delay as spoken{room}", unit="s", series=_series(spoken), limit=limit_s)
    if translated:
        yield Plot(title=f"Median delay of translations{room}", unit="s", series=_series(translated))


def _series(lines: Mapping[str, Sequence[tuple[float, float]]]) -> tuple[Series, ...]:
    return tuple(Series(lang, tuple(points)) for lang, points in lines.items())


def _by_language(minute: Mapping[str, Any]) -> dict[str, int]:
    counts: defaultdict[str, int] = defaultdict(int)
    for languages in minute.get("screens", {}).values():
        for lang, number in languages.items():
            counts[lang] += number
    return dict(counts)


def _tally(counts: Mapping[str, int]) -> Tally:
    return Tally({int(hundredths): number for hundredths, number in counts.items()})


def _minutes_after(record: SessionRecord, minute: Mapping[str, Any]) -> float:
    started = datetime.fromisoformat(record.header.started)
    return (datetime.fromisoformat(minute["at"]) - started).total_seconds() / 60


def _words(lines: Iterable[Line]) -> int:
    return sum(words_in(line.text, line.lang) for line in lines)


def _corrections(lines: Iterable[Line]) -> int:
    return sum(line.corrected for line in lines)
