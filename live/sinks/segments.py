"""WebVTT segments and their playlist, as HLS wants them (RFC 8216): pure."""

from collections.abc import Iterable, Sequence

from live.archive.cues import make_cues
from live.archive.transcript import cues_to_vtt
from live.events import Line

PLAYLIST = "captions.m3u8"


def segment_name(number: int) -> str:
    """The file of a segment, counted from 0."""
    return f"captions-{number:06}.vtt"


def segment(lines: Sequence[Line], number: int, segment_s: float, mpegts: int) -> str:
    """A segment: every cue that is seen in its time, on the session's clock.

    `mpegts` is the picture's time stamp, in ticks of 90 kHz, at the session's beginning.
    """
    start_s, end_s = number * segment_s, (number + 1) * segment_s
    seen = (cue for cue in make_cues(lines) if cue.start_s < end_s and cue.end_s > start_s)
    return _with_map(cues_to_vtt(seen), mpegts)


def playlist(count: int, segment_s: float, *, ended: bool) -> str:
    """The playlist of the first `count` segments."""
    head = (
        "#EXTM3U",
        "#EXT-X-VERSION:4",
        f"#EXT-X-TARGETDURATION:{round(segment_s + 0.499)}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:EVENT",
    )
    entries = (f"#EXTINF:{segment_s:.3f},\n{segment_name(number)}" for number in range(count))
    return "\n".join([*head, *entries, *(["#EXT-X-ENDLIST"] if ended else [])]) + "\n"


def _with_map(vtt: str, mpegts: int) -> str:
    head, _, cues = vtt.partition("\n")
    return f"{head}\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:{mpegts}\n{cues}"


def numbers_of(lines: Iterable[Line], segment_s: float) -> set[int]:
    """The segments in which lines may be seen: a cue may stay a little after its words."""
    return {
        number
        for line in lines
        for number in range(int(line.start_s / segment_s), int((line.end_s + 7.0) / segment_s) + 1)
    }
