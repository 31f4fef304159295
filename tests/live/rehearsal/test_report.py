"""The report: its verdicts, its page and its plots."""

import json
import re
from dataclasses import replace

import pytest

from live.config import TargetsConfig
from live.rehearsal.html import report_html
from live.rehearsal.report import DelayRow, ErasureRow, Load, Phones, Plot, Report, RoomRow, Series
from live.rehearsal.svg import nice_ceiling, plot_svg

ROOM = RoomRow(
    room="hall",
    session="2025-10-31T01:30:00Z",
    languages=("en", "es"),
    captioned_min=95.5,
    missing_s=0.0,
    words=12_000,
    lines=1_100,
    corrections=3,
    retracted=1,
    screens_most=480,
)
ENGLISH = DelayRow(
    room="hall", language="en", page="attendee", translated=False, number=900, p50_s=0.8, p95_s=1.4
)
SPANISH = replace(ENGLISH, language="es", translated=True, p50_s=3.0, p95_s=6.0)
PLOT = Plot(
    title="Screens by language",
    unit="screens",
    series=(Series("en", ((0.0, 10.0), (1.0, 200.0))), Series("<es>", ((0.5, 7.0),))),
    limit=150.0,
)
REPORT = Report(
    kind="Rehearsal",
    event="Banks & Robots",
    place="Hong Kong",
    made="2025-10-30 18:00 HKT",
    rooms=(ROOM,),
    delays=(ENGLISH, replace(ENGLISH, page="stage", p95_s=1.5), SPANISH),
    erasures=(ErasureRow(room="hall", language="en", translated=False, erasure=0.2),),
    load=Load(cpu_percent=61.0, memory_mib=2_300),
    phones=Phones(screens=200, refused=0, lost_lines=0),
    plots=(PLOT,),
)


def failed(report: Report) -> list[str]:
    """Names of the targets that a report does not meet."""
    return [verdict.name for verdict in report.verdicts if not verdict.ok]


def test_an_event_within_its_targets_is_green():
    assert failed(REPORT) == []
    assert REPORT.ok
    assert len(REPORT.verdicts) == 8


def test_the_slowest_screens_decide():
    assert failed(replace(REPORT, delays=(ENGLISH, replace(ENGLISH, page="stage", p50_s=1.6)))) == [
        "Delay as spoken, median"
    ]


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ({"delay_p95_s": 1.0}, "Delay as spoken, 95 of 100 words"),
        ({"translation_p95_s": 5.0}, "Delay translated, 95 of 100 lines"),
        ({"erasure": 0.1}, "Words that changed after they were shown"),
        ({"cpu_percent": 50}, "Load of all cores"),
        ({"memory_mib": 2000}, "Memory"),
    ],
)
def test_each_target_of_the_event_is_held(target, name):
    assert failed(replace(REPORT, targets=TargetsConfig(**target))) == [name]


def test_a_lost_line_is_never_within_the_targets():
    report = replace(REPORT, phones=Phones(screens=200, refused=2, lost_lines=1))
    assert failed(report) == ["Lines that a screen lost", "Screens refused or cut off"]


def test_the_json_tells_all_that_the_page_does():
    told = json.loads(json.dumps(REPORT.as_json()))
    assert told["ok"]
    assert told["rooms"][0]["words"] == 12_000
    assert told["targets"]["delay_p50_s"] == 1.5
    assert told["verdicts"][0] == {
        "name": "Delay as spoken, median",
        "found": "0.80 s",
        "limit": "1.50 s",
        "ok": True,
    }


def test_the_page_needs_nothing_else_and_names_are_no_markup():
    page = report_html(REPORT)
    assert "Banks &amp; Robots" in page
    assert "&lt;es&gt;" in page
    assert "default-src 'none'" in page
    assert not re.search(r"""(src|href)=|url\(|@import|<script""", page)


def test_a_verdict_does_not_depend_on_seeing_colours():
    assert report_html(REPORT).count("✓") == 8
    assert "✗" in report_html(replace(REPORT, targets=TargetsConfig(erasure=0.1)))


def test_every_point_lies_within_the_plot():
    svg = plot_svg(PLOT)
    (line,) = re.findall(r'<polyline[^>]* points="([^"]+)"', svg)
    points = [tuple(map(float, point.split(","))) for point in line.split()]
    assert all(0 <= x <= 720 and 0 <= y <= 260 for x, y in points)
    assert points[0][1] > points[1][1], "more is higher"
    assert "<circle" in svg, "a single point is a dot"
    assert "limit 150" in svg


def test_a_plot_of_nothing_is_an_empty_one():
    assert "polyline" not in plot_svg(Plot(title="Load", unit="%", series=()))


@pytest.mark.parametrize(("value", "ceiling"), [(0.7, 1.0), (1.0, 1.0), (1.1, 2.0), (230, 250), (26, 50)])
def test_axes_end_at_round_figures(value, ceiling):
    assert nice_ceiling(value) == ceiling


def test_what_was_not_measured_is_left_out():
    page = report_html(replace(REPORT, erasures=(), plots=(replace(PLOT, series=()),), talks=()))
    for heading in ("Erasure", "Screens by language", "Talks"):
        assert heading not in page
