"""Turns the messages that a screen receives into the log that is scored: pure."""

from collections.abc import Mapping
from typing import Any

from bench.scoring import Shown


class SoundClock:
    """Finds when the sound began, from statements of how much of it had been heard.

    Each one bounds the beginning from above (`now - audio_s`), and the one that was made right after a
    chunk of sound arrived is exact; so the least of many is good to a few milliseconds.
    """

    def __init__(self) -> None:
        self.began_at: float | None = None

    def observe(self, now: float, audio_s: float) -> None:
        """Take note that at `now`, in monotonic seconds, `audio_s` seconds had been heard."""
        if audio_s > 0.0:
            began_at = now - audio_s
            self.began_at = began_at if self.began_at is None else min(self.began_at, began_at)


class CaptionLog:
    """What a screen shows, as its messages come in."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._lines: dict[int, tuple[str, str]] = {}
        self._shown: list[Shown] = []

    def feed(self, message: Mapping[str, Any], now: float) -> None:
        """Take in a message of the caption protocol that arrived at `now`, in monotonic seconds."""
        if message["type"] == "line" and self._is_ours(message["lang"]):
            self._lines[message["id"]] = (message["text"], message["interim"])
        elif message["type"] == "retract":
            for line in message["ids"]:
                self._lines.pop(line, None)
        else:
            return
        self._remember(now)

    def since(self, began_at: float) -> list[Shown]:
        """The log with times in seconds since `began_at`."""
        return [shown._replace(t_s=shown.t_s - began_at) for shown in self._shown]

    def _is_ours(self, language: str) -> bool:
        return language.partition("-")[0] == self._language.partition("-")[0]

    def _remember(self, now: float) -> None:
        lines = [self._lines[line] for line in sorted(self._lines)]
        committed = " ".join(text.strip() for text, _ in lines if text.strip())
        interim = " ".join(interim.strip() for _, interim in lines if interim.strip())
        if not self._shown or self._shown[-1][1:] != (committed, interim):
            self._shown.append(Shown(now, committed, interim))
