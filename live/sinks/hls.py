"""WebVTT segments that follow the talk, for an HLS packager."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from live.archive.replace_file import replace_file
from live.config import HlsSink
from live.errors import first_line
from live.events import Line, Retraction, StateChange
from live.hub import Hub
from live.serving.messages import Event
from live.sinks.listen import listen
from live.sinks.segments import PLAYLIST, numbers_of, playlist, segment, segment_name
from live.status import Problem

HOLD_S = 8.0
"""A segment is written so long after its end, when its words are committed and translated."""
LOOK_EVERY_S = 0.5
NEAR_S = 60.0
"""Lines further from a segment cannot be seen in it."""


class HlsSegments:
    """Keeps a folder of segments up to the sound, which is `heard_s` long, in seconds of the session.

    A restart makes those of before anew, as they were; lines taken back vanish from them.
    """

    def __init__(self, hub: Hub, config: HlsSink, heard_s: Callable[[], float]) -> None:
        self.problem: Problem | None = None
        """What keeps the segments from being written."""
        self._config = config
        self._heard_s = heard_s
        self._lines: dict[int, Line] = {}
        self._written = 0
        self._stale: set[int] = set()
        """Segments with words that were taken back."""
        self._ended = self._closed = False
        listen(hub, config.language, self._take)

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            self.write()
            await asyncio.sleep(LOOK_EVERY_S)

    async def finish(self) -> None:
        """Write the last segment, and that it is the last."""
        self.write()

    def write(self) -> None:
        """Write the segments that are due, and those that must change."""
        try:
            self._write_due()
        except OSError as error:
            self.problem = Problem(
                code="hls_folder",
                message=f"The HLS segments in {self._config.folder} cannot be written ({first_line(error)})."
                " Make the folder writable or free some space; they follow.",
            )
        else:
            self.problem = None

    def _take(self, event: Event) -> None:
        if isinstance(event, Line):
            self._lines[event.id] = event
        elif isinstance(event, Retraction):
            gone = [self._lines.pop(line_id) for line_id in event.ids if line_id in self._lines]
            self._stale |= numbers_of(gone, self._config.segment_s)
        elif isinstance(event, StateChange):
            self._ended = event.state == "ended"

    def _write_due(self) -> None:
        for number in sorted(number for number in self._stale if number < self._written):
            self._write_segment(number)
        self._stale.clear()
        due = self._due()
        if due == self._written and self._ended == self._closed:
            return
        self._config.folder.mkdir(parents=True, exist_ok=True)
        for number in range(self._written, due):
            self._write_segment(number)
        content = playlist(due, self._config.segment_s, ended=self._ended)
        replace_file(self._folder_file(PLAYLIST), [content.encode()])
        self._written, self._closed = due, self._ended

    def _due(self) -> int:
        """How many segments there should be."""
        heard_s = self._heard_s()
        if self._ended:
            return max(self._written, int(heard_s / self._config.segment_s) + 1)
        return max(self._written, int((heard_s - HOLD_S - self._config.delay_s) / self._config.segment_s))

    def _write_segment(self, number: int) -> None:
        middle_s = (number + 0.5) * self._config.segment_s
        content = segment(self._near(middle_s), number, self._config.segment_s, self._config.mpegts)
        replace_file(self._folder_file(segment_name(number)), [content.encode()])

    def _near(self, time_s: float) -> list[Line]:
        lines: Iterable[Line] = (self._lines[line_id] for line_id in sorted(self._lines))
        return [line for line in lines if line.text and abs(line.start_s - time_s) < NEAR_S]

    def _folder_file(self, name: str) -> Path:
        return self._config.folder / name
