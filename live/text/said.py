"""What a speaker says who gives us the text, laid out in lines by the same rules as speech. Pure."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from live.errors import CommandError
from live.events import Line, Recognition, Word
from live.text.lines import LineBuilder
from live.text.typography import is_unspaced

_WORDS = re.compile(r"\s*\S+")
_CHARACTERS = re.compile(r"\s*(?:[A-Za-z0-9][\w.'’-]*|\S)", re.ASCII)
MAX_UTTERANCES = 8
"""Utterances that may be open in a room; the oldest is finished when another begins."""


@dataclass(slots=True, kw_only=True)
class _Utterance:
    lines: LineBuilder
    lang: str
    speaker: str
    text: str = ""
    until_s: float
    """The end of its last word."""


@dataclass(slots=True)
class Said:
    """The utterances of a room that are given as texts. `lines` is the room's own builder."""

    lines: LineBuilder
    _open: dict[str, _Utterance] = field(default_factory=dict)

    @property
    def open_ids(self) -> frozenset[int]:
        """The lines that more words may come to."""
        return frozenset[int]().union(*(each.lines.open_ids for each in self._open.values()))

    def say(
        self, id: str, text: str, interim: str, *, final: bool, speaker: str, lang: str, audio_s: float
    ) -> list[Line]:
        """Take the text of an utterance so far; `audio_s` is the session's time.

        Raises CommandError when it does not go on from the text given before.
        """
        known = self._open.get(id)
        changes = (
            [] if known or len(self._open) < MAX_UTTERANCES else self._finish(next(iter(self._open)), audio_s)
        )
        utterance = known or _Utterance(
            lines=self.lines.beside(), lang=lang, speaker=speaker, until_s=audio_s
        )
        text = text.rstrip()
        if not text.startswith(utterance.text):
            raise CommandError(
                f"'{id}' must go on from what was said: '{utterance.text[-40:]}'."
                " Begin another id for something else."
            )
        self._open[id] = utterance
        new = text[len(utterance.text) :]
        found = Recognition(
            committed=_words(new, utterance.lang, utterance.until_s, audio_s),
            interim=_words(interim, utterance.lang, audio_s, audio_s),
            audio_s=audio_s,
            language=utterance.lang,
            end_of_utterance=final,
        )
        utterance.text, utterance.until_s = text, audio_s
        changes += self._by(utterance, utterance.lines.feed(found))
        return changes + (self._finish(id, audio_s) if final else [])

    def end(self, audio_s: float) -> list[Line]:
        """Finish every utterance."""
        return [line for id in tuple(self._open) for line in self._finish(id, audio_s)]

    def close(self, ids: frozenset[int], audio_s: float) -> list[Line]:
        """Finish the lines of the utterances that have one of these open; more words open others."""
        return [
            line
            for each in self._open.values()
            if each.lines.open_ids & ids
            for line in self._by(each, each.lines.end(audio_s))
        ]

    def _finish(self, id: str, audio_s: float) -> list[Line]:
        utterance = self._open.pop(id)
        return self._by(utterance, utterance.lines.end(audio_s))

    @staticmethod
    def _by(utterance: _Utterance, lines: list[Line]) -> list[Line]:
        return [replace(line, speaker=utterance.speaker or None) for line in lines]


def _words(text: str, lang: str, start_s: float, end_s: float) -> tuple[Word, ...]:
    """A text in words, spread evenly over the time from `start_s` to `end_s`."""
    parts = (_CHARACTERS if is_unspaced(lang) else _WORDS).findall(text)
    times = [start_s + (end_s - start_s) * n / max(1, len(parts)) for n in range(len(parts) + 1)]
    return tuple(
        Word(text=part, start_s=start, end_s=end, probability=1.0)
        for part, (start, end) in zip(parts, pairwise(times), strict=True)
    )
