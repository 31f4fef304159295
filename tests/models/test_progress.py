import io

from models.progress import Bar, Lines, size_text


def test_lines_come_every_few_seconds_not_with_every_byte() -> None:
    out = io.StringIO()
    now_s = 0.0
    lines = Lines(out, every_s=5.0, clock=lambda: now_s)
    lines.stage("fetching tiny")
    for now_s in (1.0, 4.9, 5.0, 6.0, 10.5):
        lines.at(int(now_s * 100), 2000)
    assert out.getvalue().splitlines() == [
        "fetching tiny",
        "fetching tiny: 25 % of 1 MB",
        "fetching tiny: 52 % of 1 MB",
    ]


def test_a_bar_moves_and_leaves_no_trace_of_itself() -> None:
    out = io.StringIO()
    with Bar(out) as bar:
        bar.stage("fetching tiny")
        bar.at(500_000, 1_000_000)
        bar.at(1_000_000, 1_000_000)
        bar.stage("converting")
    assert "1.00M" in out.getvalue()
    assert out.getvalue().startswith("fetching tiny\n")


def test_sizes_as_people_write_them() -> None:
    assert [size_text(n) for n in (0, 145_217_532, 1_617_884_929)] == ["1 MB", "145 MB", "1.6 GB"]
