"""Plots as inline SVG: no library, no request, readable in light, dark and on paper. Pure."""

import math
from collections.abc import Iterator, Sequence
from html import escape

from live.rehearsal.report import Plot, Series

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 52, 28, 34, 34
TICKS = 5
STYLES = 6
"""How many kinds of line the style sheet knows: `line-0` to `line-5`."""


def plot_svg(plot: Plot) -> str:
    """A plot over minutes, with a line for each series and its limit dashed."""
    xs = [x for series in plot.series for x, _ in series.points] or [0.0]
    ys = [y for series in plot.series for _, y in series.points]
    top = nice_ceiling(max([*ys, plot.limit or 0.0, 1e-9]))
    scale = _Scale(max(*xs, 1 / 60), top)
    label = escape(f"{plot.title}, in {plot.unit}, over minutes")
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">',
        *_grid(scale, plot.unit),
        *_minutes(scale),
        *_limit(scale, plot.limit),
        *(_line(scale, series, number) for number, series in enumerate(plot.series)),
        *_legend(plot.series),
        "</svg>",
    ]
    return "\n".join(parts)


def nice_ceiling(value: float) -> float:
    """The least of 1, 2, 2.5, 5 times a power of ten that is not below a value above 0."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1.0, 2.0, 2.5, 5.0, 10.0) if step * power >= value * (1 - 1e-9))


class _Scale:
    """From figures to places in the picture."""

    def __init__(self, last: float, top: float) -> None:
        self.last, self.top = last, top

    def x(self, value: float) -> float:
        return LEFT + value / self.last * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - value / self.top * (HEIGHT - TOP - BOTTOM)


def _grid(scale: _Scale, unit: str) -> Iterator[str]:
    for step in range(TICKS + 1):
        value = scale.top * step / TICKS
        y = scale.y(value)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>'
    yield f'<text x="{LEFT}" y="{TOP - 14}" text-anchor="end">{escape(unit)}</text>'


def _minutes(scale: _Scale) -> Iterator[str]:
    """The axis ends where the figures do; its marks stand at round minutes."""
    each = nice_ceiling(scale.last / TICKS)
    last = math.floor(scale.last / each + 1e-9)
    for step in range(last + 1):
        text = f"{step * each:.3g}{' min' if step == last else ''}"
        place = f'x="{scale.x(step * each):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle"'
        yield f"<text {place}>{text}</text>"


def _limit(scale: _Scale, limit: float | None) -> Iterator[str]:
    if limit is not None:
        y = scale.y(limit)
        yield f'<line class="limit" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        place = f'x="{WIDTH - RIGHT}" y="{y - 6:.1f}" text-anchor="end"'
        yield f'<text class="limit-text" {place}>limit {limit:g}</text>'


def _line(scale: _Scale, series: Series, number: int) -> str:
    points = " ".join(f"{scale.x(x):.1f},{scale.y(y):.1f}" for x, y in series.points)
    style = f"line-{number % STYLES}"
    if len(series.points) == 1:
        x, _, y = points.partition(",")
        return f'<circle class="dot {style}" cx="{x}" cy="{y}" r="4"/>'
    return f'<polyline class="line {style}" points="{points}"/>'


def _legend(series: Sequence[Series]) -> Iterator[str]:
    x = LEFT + 60.0
    for number, each in enumerate(series):
        yield f'<line class="line line-{number % STYLES}" x1="{x:.0f}" x2="{x + 24:.0f}" y1="14" y2="14"/>'
        yield f'<text x="{x + 30:.0f}" y="18">{escape(each.name)}</text>'
        x += 48 + 8.5 * len(each.name)
