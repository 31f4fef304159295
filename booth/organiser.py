"""What the organiser's page says, as HTML and text: pure, and every word of others escaped."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from booth.album import Album, WallState
from booth.ports import PrinterState

_STATES = {
    WallState.NO: "not for the wall",
    WallState.WAITING: "waits for you",
    WallState.SHOWN: "on the wall",
    WallState.REFUSED: "kept off the wall",
}


def gallery(albums: Iterable[Album]) -> str:
    """Cards of the albums; those that wait for the organiser first."""
    ordered = sorted(albums, key=lambda album: album.wall is not WallState.WAITING)
    cards = "".join(_card(album) for album in ordered)
    return f'<div class="cards">{cards}</div>' if cards else '<p class="empty">No pictures yet.</p>'


def _card(album: Album) -> str:
    facts = [_STATES[album.wall], *(["look: " + album.look] if album.look else [])]
    if album.copies:
        facts.append(f"printed {album.copies}×")
    if not album.safe:
        facts.append("not rated as safe")
    decide = (
        _button("show", "Show on the wall") if album.wall in (WallState.WAITING, WallState.REFUSED) else ""
    )
    refuse = (
        _button("refuse", "Keep off the wall") if album.wall in (WallState.WAITING, WallState.SHOWN) else ""
    )
    time = f"{album.created_at.astimezone():%H:%M}"
    return (
        f'<article class="card {album.wall.value}" data-album="{escape(album.id)}">'
        f'<img src="/keep/{escape(album.id)}/picture" alt="Picture of {time}" loading="lazy">'
        f"<p><b>{time}</b> {escape(', '.join(facts))}</p>"
        f"<p>{decide}{refuse}{_button('print', 'Print')}{_button('delete', 'Delete')}</p></article>"
    )


def _button(action: str, label: str) -> str:
    return f'<button type="button" data-action="{action}">{label}</button>'


def overview(
    *,
    counts: dict[str, int],
    kept: int,
    waiting: int,
    printer: PrinterState,
    camera_problem: str,
    free_mb: int,
    kiosks: int,
    link: str,
    notices: Iterable[tuple[datetime, str]],
) -> str:
    """The state of the booth at a glance."""
    tiles = (
        ("Pictures made", str(counts.get("pictures", 0)), ""),
        ("Kept now", str(kept), ""),
        ("Waiting for you", str(waiting), "fair" if waiting else ""),
        ("Prints", str(counts.get("prints", 0)), ""),
        ("Kiosks", str(kiosks), "" if kiosks else "bad"),
        ("Camera", camera_problem or "well", "bad" if camera_problem else ""),
        ("Printer", _printer(printer), "" if printer.condition in ("ready", "busy", "none") else "bad"),
        ("Disk", f"{free_mb / 1000:.1f} GB free", ""),
        ("Phones", link or "cannot reach the booth", "" if link else "bad"),
    )
    cells = "".join(
        f'<div class="tile {tone}"><dt>{name}</dt><dd>{escape(value)}</dd></div>'
        for name, value, tone in tiles
    )
    told = "".join(
        f"<li><time>{when.astimezone():%H:%M}</time> {escape(text)}</li>" for when, text in notices
    )
    return f'<dl class="tiles">{cells}</dl><ul class="notices">{told}</ul>'


def _printer(state: PrinterState) -> str:
    if state.condition == "none":
        return "none"
    return f"{state.condition.replace('_', ' ')}, {state.waiting} waiting" + (
        f": {state.message}" if state.message else ""
    )
