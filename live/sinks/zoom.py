"""Closed captions of a Zoom meeting, by its "Closed Captioning with REST API" rules.

Each line is a POST of plain text with `seq`, one more for each line and the same for a retry, and `lang`.
Zoom recommends retrying whatever the status: 400 says that the meeting has not started. The path
`/closedcaption/seq` tells the last number it has.
"""

from urllib.parse import urlsplit, urlunsplit

from live.config import ZoomSink
from live.events import Line
from live.sinks.caption_url import CaptionUrl
from live.sinks.post import PLAIN_TEXT, TIMEOUT_S, request
from live.sinks.sender import SendError

LANGUAGES = {
    "en": "en-US",
    "de": "de-DE",
    "es": "es-ES",
    "fr": "fr-FR",
    "ja": "jp-JP",  # as Zoom writes it
    "ko": "ko-KR",
    "pt": "pt-BR",
    "zh": "zh-CN",
    "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW",
    "zh-Hant-HK": "zh-HK",
    "yue": "zh-HK",
}
_WHY = {
    400: (
        "the meeting has not started, or is over",
        "Start it, or copy another meeting's API token to {place}.",
    ),
    403: ("the address is refused", "Copy the meeting's API token to {place} again."),
}
"""What a status says, and what to do."""


class Zoom:
    """A `Service` that is a Zoom meeting."""

    name = "Zoom"

    def __init__(self, config: ZoomSink, *, timeout_s: float = TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._url = CaptionUrl(config.url)

    def target(self) -> str:
        """Fingerprint of the meeting's address. Raises SendError."""
        return self._url.fingerprint()

    async def received(self) -> int | None:
        """The last number that the meeting has. Raises SendError, before it has started too."""
        parts = urlsplit(self._url.read())
        url = urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/seq"))
        status, answer = await request(url, timeout_s=self._timeout_s)
        if status in {404, 405}:
            return None
        self._check(status)
        return int(answer) if answer.strip().isdecimal() else None

    async def send(self, number: int, line: Line) -> None:
        """Send a line. Raises SendError."""
        lang = line.untranslated or line.lang
        url = self._url.with_query(seq=number, lang=LANGUAGES.get(lang, f"{lang}-{lang.upper()}"))
        status, _ = await request(url, f"{line.text}\n".encode(), PLAIN_TEXT, self._timeout_s)
        self._check(status)

    def _check(self, status: int) -> None:
        if not 200 <= status < 300:
            why, remedy = _WHY.get(status, (f"it answers {status}", ""))
            raise SendError(why, remedy=remedy.format(place=self._url.place))
