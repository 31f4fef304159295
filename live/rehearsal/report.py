"""What a report tells, whether of a rehearsal or of the event itself. Pure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from live.config import TargetsConfig

ALL_PAGES = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayRow:
    """How late the screens of one kind were."""

    room: str
    language: str
    page: str
    """`attendee`, `stage`, `overlay` or, where that is not known, `all`."""
    translated: bool
    number: int
    """Words, or translated lines, over all these screens."""
    p50_s: float
    p95_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRow:
    """How much the captions of a language flickered."""

    room: str
    language: str
    translated: bool
    erasure: float
    """Words that changed or vanished after they were shown, for every final word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRow:
    """What came of a room."""

    room: str
    session: str
    """Start in UTC."""
    languages: tuple[str, ...]
    captioned_min: float
    """Minutes of sound that were captioned."""
    missing_s: float
    """Sound that was missing, because its device was away."""
    words: int
    lines: int
    corrections: int
    retracted: int
    """Lines that were taken back."""
    screens_most: int
    """Screens connected at once, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRow:
    """What came of a talk of the programme."""

    room: str
    title: str
    speakers: str
    minutes: float
    words: int
    corrections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What the server took of the machine."""

    cpu_percent: float
    """Mean share of all cores together."""
    memory_mib: float
    """At most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phones:
    """What became of the simulated phones of a rehearsal."""

    screens: int
    refused: int
    """Those that were not let in or that lost their connection."""
    lost_lines: int
    """Lines of the log that a screen lacked at the end or had with other words, all screens together."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a plot."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Lines over the minutes of the session."""

    title: str
    unit: str
    series: tuple[Series, ...]
    limit: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A figure against what the event's file asks for."""

    name: str
    found: str
    limit: str
    ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All of it."""

    kind: str
    """`Rehearsal` or `Event`."""
    event: str
    place: str
    made: str
    """When the report was made."""
    rooms: tuple[RoomRow, ...]
    delays: tuple[DelayRow, ...]
    talks: tuple[TalkRow, ...] = ()
    erasures: tuple[ErasureRow, ...] = ()
    load: Load | None = None
    phones: Phones | None = None
    plots: tuple[Plot, ...] = ()
    targets: TargetsConfig = field(default_factory=TargetsConfig)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Everything that the event's file sets a target for, and that no line is lost."""
        return tuple(_verdicts(self))

    @property
    def ok(self) -> bool:
        """Whether all targets are met."""
        return all(verdict.ok for verdict in self.verdicts)

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        told = {name: value for name, value in asdict(self).items() if name != "targets"}
        verdicts = [asdict(verdict) for verdict in self.verdicts]
        return {"ok": self.ok, "verdicts": verdicts, "targets": self.targets.model_dump(), **told}


def _verdicts(report: Report) -> Iterator[Verdict]:
    """The slowest, busiest and most unsteady decides."""
    targets = report.targets
    spoken = [row for row in report.delays if not row.translated]
    translated = [row for row in report.delays if row.translated]
    if spoken:
        p50_s, p95_s = max(row.p50_s for row in spoken), max(row.p95_s for row in spoken)
        yield _verdict("Delay as spoken, median", p50_s, targets.delay_p50_s, ".2f", " s")
        yield _verdict("Delay as spoken, 95 of 100 words", p95_s, targets.delay_p95_s, ".2f", " s")
    if translated:
        p95_s = max(row.p95_s for row in translated)
        yield _verdict("Delay translated, 95 of 100 lines", p95_s, targets.translation_p95_s, ".2f", " s")
    if flicker := [row.erasure for row in report.erasures if not row.translated]:
        yield _verdict("Words that changed after they were shown", max(flicker), targets.erasure, ".2f", "")
    if report.load:
        cpu, memory = report.load.cpu_percent, report.load.memory_mib
        yield _verdict("Load of all cores", cpu, targets.cpu_percent, ".0f", " %")
        yield _verdict("Memory", memory, targets.memory_mib, ".0f", " MiB")
    if report.phones:
        yield _verdict("Lines that a screen lost", report.phones.lost_lines, 0, ".0f", "")
        yield _verdict("Screens refused or cut off", report.phones.refused, 0, ".0f", "")


def _verdict(name: str, found: float, limit: float, form: str, unit: str) -> Verdict:
    return Verdict(name=name, found=f"{found:{form}}{unit}", limit=f"{limit:{form}}{unit}", ok=found <= limit)
