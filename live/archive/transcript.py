"""Transcripts of a session: SubRip, WebVTT, plain text and JSON, from its caption lines."""

import json
from collections.abc import Callable, Iterable, Sequence

from live.archive.cues import Cue, make_cues
from live.events import Line
from live.text.typography import separator

PARAGRAPH_S = 2.0
"""A pause this long starts a paragraph in plain text."""


def to_srt(lines: Iterable[Line]) -> str:
    """SubRip. It has no escapes: an arrow that could be taken for times is written as a character."""
    return "".join(
        f"{number}\n{_times(cue, ',')}\n{_rows(cue).replace('-->', '→')}\n\n"
        for number, cue in enumerate(make_cues(lines), 1)
    )


def to_vtt(lines: Iterable[Line]) -> str:
    """WebVTT, with the characters that are markup there escaped."""
    return cues_to_vtt(make_cues(lines))


def cues_to_vtt(cues: Iterable[Cue]) -> str:
    """WebVTT of cues that are made already."""
    blocks = "".join(
        f"\n{number}\n{_times(cue, '.')}\n{_escape(_rows(cue))}\n" for number, cue in enumerate(cues, 1)
    )
    return f"WEBVTT\n{blocks}"


def to_txt(lines: Sequence[Line]) -> str:
    """Running text, with a new paragraph after a pause or in another language."""
    text, last = "", None
    for line in lines:
        if last is not None:
            pause = line.start_s - last.end_s >= PARAGRAPH_S or line.lang != last.lang
            text += "\n\n" if pause else separator(line.lang)
        text += " ".join(line.text.split())
        last = line
    return text + "\n" if text else ""


def to_json(lines: Iterable[Line]) -> str:
    """The lines with their times, as JSON."""
    fields = ("id", "lang", "start_s", "end_s", "text", "speaker", "corrected")
    entries = [{name: getattr(line, name) for name in fields} for line in lines]
    return json.dumps({"lines": entries}, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Sequence[Line]], str]] = {
    "srt": to_srt,
    "vtt": to_vtt,
    "txt": to_txt,
    "json": to_json,
}
"""Every form of a transcript, by the ending of its file."""


def _rows(cue: Cue) -> str:
    return "\n".join(cue.rows)


def _times(cue: Cue, point: str) -> str:
    return f"{_clock(cue.start_s, point)} --> {_clock(cue.end_s, point)}"


def _clock(seconds: float, point: str) -> str:
    minutes, ms = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{ms // 1000:02}{point}{ms % 1000:03}"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
