"""Tables of results, for people and for programs: pure."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from statistics import fmean
from typing import Any

from bench.scoring import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The captions of one file by one system."""

    clip: str
    system: str
    duration_s: float
    score: Score
    offline_error_rate: float
    decoder_ratio: float | None = None
    cpu_ratio: float | None = None
    memory_start_mib: float | None = None
    memory_max_mib: float | None = None


def percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def hundredths(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def whole(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


COLUMNS: dict[str, Callable[[dict[str, Any]], str]] = {
    "clip": lambda row: row["clip"],
    "system": lambda row: row["system"],
    "WER % (offline)": lambda row: f"{percent(row['error_rate'])} ({percent(row['offline_error_rate'])})",
    "commit p50 / p95 s": lambda row: (
        f"{hundredths(row['commit_p50_s'])} / {hundredths(row['commit_p95_s'])}"
    ),
    "shown p50 / p95 s": lambda row: f"{hundredths(row['show_p50_s'])} / {hundredths(row['show_p95_s'])}",
    "erasure": lambda row: hundredths(row["erasure"]),
    "decoder RTF": lambda row: hundredths(row["decoder_ratio"]),
    "CPU / audio": lambda row: hundredths(row["cpu_ratio"]),
    "memory MiB": lambda row: f"{whole(row['memory_start_mib'])} → {whole(row['memory_max_mib'])}",
}


def markdown(results: Sequence[Result]) -> str:
    """A table with a row a result and, for a system with several clips, a row with its means."""
    rows = [flat(result) for result in results]
    for system in dict.fromkeys(result.system for result in results):
        own = [row for row in rows if row["system"] == system]
        if len(own) > 1:
            rows.append(means(own))
    lines = [list(COLUMNS), ["---"] * len(COLUMNS)]
    lines += [[column(row) for column in COLUMNS.values()] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def flat(result: Result) -> dict[str, Any]:
    """All figures of a result on one level."""
    row = asdict(result)
    return {**row.pop("score"), **row}


def means(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The mean of every figure over the rows that have it."""
    names = {field.name for kind in (Score, Result) for field in fields(kind)} - {"clip", "system", "score"}
    known = {name: [row[name] for row in rows if row[name] is not None] for name in names}
    averages = {name: fmean(values) if values else None for name, values in known.items()}
    return {"clip": f"**mean of {len(rows)}**", "system": rows[0]["system"], **averages}
