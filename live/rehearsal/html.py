"""A report as one HTML file that needs nothing else. Pure."""

from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources

from live.languages import LANGUAGES
from live.rehearsal.report import DelayRow, Report, Verdict
from live.rehearsal.svg import plot_svg

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
HOW_MEASURED = """\
A delay runs from the end of a word in the sound to the moment in which its caption arrives: of what is
spoken, the last word of every commitment; of a translation, the last word of its line. When the sound began
is found from what the server says it has heard, so delays are good to about 0.05 s."""


def report_html(report: Report) -> str:
    """The whole page."""
    title = escape(f"{report.kind}: {report.event or 'captions'}")
    style = resources.files("live.rehearsal").joinpath("report.css").read_text(encoding="utf-8")
    body = "\n".join(_sections(report))
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{title}</title>
<style>
{style}</style>
<main>
{body}
</main>
</html>
"""


def _sections(report: Report) -> Iterable[str]:
    yield _head(report)
    yield '<ul class="verdicts">' + "".join(map(_verdict, report.verdicts)) + "</ul>"
    yield _section("Rooms", _rooms(report))
    if report.talks:
        yield _section("Talks", _talks(report))
    if report.delays:
        yield _section("From mouth to screen", _delays(report), f'<p class="note">{escape(HOW_MEASURED)}</p>')
    for plot in (plot for plot in report.plots if plot.series):
        yield _section(plot.title, f'<div class="scroll">{plot_svg(plot)}</div>')


def _head(report: Report) -> str:
    where = " · ".join(filter(None, (report.kind, report.place, report.made)))
    word, look = ("All targets met", "good") if report.ok else ("Not all targets met", "bad")
    return f"""<header><div><h1>{escape(report.event or "Captions")}</h1><p>{escape(where)}</p></div>
<p class="outcome {look}">{word}</p></header>"""


def _verdict(verdict: Verdict) -> str:
    look, mark = ("good", "✓") if verdict.ok else ("bad", "✗")
    return f"""<li class="{look}"><span class="name">{escape(verdict.name)}</span>
<span class="found">{escape(verdict.found)} <span class="mark">{mark}</span></span>
<span class="limit">at most {escape(verdict.limit)}</span></li>"""


def _section(title: str, *parts: str) -> str:
    return f"<section><h2>{escape(title)}</h2>\n" + "\n".join(parts) + "\n</section>"


def _rooms(report: Report) -> str:
    head = ("Room", "Begun (UTC)", "Minutes", "Words", "Lines", "Corrected", "Taken back", "Screens at most")
    return _table(
        head,
        (
            (
                *(room.room, room.session.replace("T", " ").removesuffix("Z"), f"{room.captioned_min:.1f}"),
                *map(str, (room.words, room.lines, room.corrections, room.retracted, room.screens_most)),
            )
            for room in report.rooms
        ),
        texts=2,
    )


def _talks(report: Report) -> str:
    rows = (
        (t.title, t.speakers, t.room, f"{t.minutes:.1f}", str(t.words), str(t.corrections))
        for t in report.talks
    )
    return _table(("Talk", "Speakers", "Room", "Minutes", "Words", "Corrected"), rows, texts=3)


def _delays(report: Report) -> str:
    flicker = {(row.room, row.language): f"{row.erasure:.2f}" for row in report.erasures}
    head = ("Language", "Room", "Screens", "p50 s", "p95 s", *(["Erasure"] if flicker else []))
    rows = (
        (
            *(_language(row), row.room, row.page, f"{row.p50_s:.2f}", f"{row.p95_s:.2f}"),
            *([flicker.get((row.room, row.language), "")] if flicker else []),
        )
        for row in report.delays
    )
    return _table(head, rows, texts=3)


def _language(row: DelayRow) -> str:
    known = LANGUAGES.get(row.language)
    name = f"{known.name} ({row.language})" if known else row.language
    return f"{name}, translated" if row.translated else name


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, texts: int) -> str:
    """A table whose first `texts` columns are words and all others figures."""

    def row(cells: Sequence[str], tag: str) -> str:
        marked = (
            f"<{tag}{'' if number < texts else ' class=figure'}>{escape(cell)}</{tag}>"
            for number, cell in enumerate(cells)
        )
        return f"<tr>{''.join(marked)}</tr>"

    body = "\n".join(row(cells, "td") for cells in rows)
    return (
        f'<div class="scroll"><table><thead>{row(head, "th")}</thead><tbody>\n{body}\n</tbody></table></div>'
    )
