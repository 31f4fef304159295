"""Recognised words become caption lines: ids, revisions, and where lines end.

Interim words are laid out by the same rules as committed ones. What follows a sentence end inside the
interim opens the next line at once, as a line with interim only, and is committed where it stands: words
jump between lines only when the recogniser changes its mind about a sentence end, or a line is full.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, dropwhile

from live.events import Line, Recognition, Word
from live.text.line_ends import LineLimits, LineWords
from live.text.sentences import ends_sentence

DEFAULT_LIMITS = LineLimits()


@dataclass(slots=True, kw_only=True)
class _OpenLine:
    """A line that is not final yet, as the screens have it."""

    id: int
    lang: str
    committed: list[Word] = field(default_factory=list)
    shown: int = 0
    """How many words, committed and interim, its last revision has."""
    last: Line | None = None

    def revise(
        self, committed: Sequence[Word], interim: Sequence[Word], audio_s: float, *, final: bool
    ) -> list[Line]:
        """The line's next revision, if it looks different from the last; `committed` is all it has."""
        self.committed, self.shown = list(committed), len(committed) + len(interim)
        text = "".join(word.text for word in committed).lstrip()
        pending = "".join(word.text for word in interim)
        pending = pending if text else pending.lstrip()
        if self.last and (self.last.text, self.last.interim, self.last.final) == (text, pending, final):
            return []
        timed = committed or interim
        self.last = Line(
            id=self.id,
            rev=self.last.rev + 1 if self.last else 1,
            lang=self.lang,
            text=text,
            interim=pending,
            final=final,
            start_s=timed[0].start_s if timed else self.last.start_s if self.last else audio_s,
            end_s=timed[-1].end_s if timed else self.last.end_s if self.last else audio_s,
            audio_s=audio_s,
            word_ends_s=_word_ends(committed),
        )
        return [self.last]


class LineBuilder:
    """Turns what the recogniser finds into revisions of lines, in the order in which they are shown.

    Ids come from `ids`, and rise; a line's revisions count from 1. A line whose words all vanish before any
    is committed is dismissed: its last revision is final and empty, and its id is not used again.
    The work for a recognition is bounded by the words of one line and of the interim.
    """

    def __init__(self, *, ids: Iterator[int] | None = None, limits: LineLimits = DEFAULT_LIMITS) -> None:
        self._ids = ids or count(1)
        self._limits = limits
        self._lang = ""
        self._open: list[_OpenLine] = []
        """Lines not final: the first may have committed words, the others are interim only."""

    @property
    def open_ids(self) -> frozenset[int]:
        """The lines that more words may come to."""
        return frozenset(line.id for line in self._open)

    def beside(self) -> "LineBuilder":
        """A builder for another voice in the same room: no id is given twice."""
        return LineBuilder(ids=self._ids, limits=self._limits)

    def feed(self, recognition: Recognition) -> list[Line]:
        """The revisions that a step of the recogniser leads to."""
        committed = _spoken(recognition.committed)
        interim = _spoken(recognition.interim)
        changes: list[Line] = []
        if (committed or interim) and recognition.language != self._lang:
            changes += self.end(recognition.audio_s)
            self._lang = recognition.language
        if not any(line.committed for line in self._open):
            committed = _from_first_letter(committed)
            interim = interim if committed else _from_first_letter(interim)
        return changes + self._lay_out(
            committed, interim, recognition.audio_s, pause=recognition.end_of_utterance
        )

    def end(self, audio_s: float) -> list[Line]:
        """Finish what is open: committed text becomes final, interim that nobody committed vanishes."""
        changes = [
            change for line in self._open for change in line.revise(line.committed, (), audio_s, final=True)
        ]
        self._open = []
        return changes

    def _lay_out(
        self, committed: list[Word], interim: list[Word], audio_s: float, *, pause: bool
    ) -> list[Line]:
        before = self._open
        self._open = []
        settled = before[0].committed if before else []
        words = [*settled, *committed, *interim]
        sure, fixed = len(settled) + len(committed), len(settled)
        changes: list[Line] = []
        used = 0
        while words:
            line = before[used] if used < len(before) else self._new_line()
            used += 1
            end = LineWords(
                words=[word.text for word in words],
                lang=self._lang,
                limits=self._limits,
                settled=fixed,
                shown=line.shown,
                kept=used < len(before),
                pause=pause,
            ).end()
            count = len(words) if end is None else end
            final = end is not None and self._is_settled(words, count, sure, pause=pause)
            changes += line.revise(words[: min(count, sure)], words[sure:count], audio_s, final=final)
            if not final:
                self._open.append(line)
            words, sure, fixed = words[count:], max(0, sure - count), 0
        for line in before[used:]:
            changes += line.revise((), (), audio_s, final=True)
        return changes

    def _is_settled(self, words: list[Word], count: int, sure: int, *, pause: bool) -> bool:
        """Whether a line's end after `count` words rests on committed words (the first `sure`) alone."""
        if count != sure:
            return count < sure
        return pause or ends_sentence("".join(word.text for word in words[:count]), None, self._lang)

    def _new_line(self) -> _OpenLine:
        return _OpenLine(id=next(self._ids), lang=self._lang)


def _spoken(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.text.strip()]


def _from_first_letter(words: list[Word]) -> list[Word]:
    """The words without the punctuation before the first: it closes a line that has ended without it."""
    return list(dropwhile(lambda word: not any(map(str.isalnum, word.text)), words))


def _word_ends(words: Sequence[Word]) -> tuple[tuple[int, float], ...]:
    """Where each word ends in the text of its line, and when."""
    ends: list[tuple[int, float]] = []
    length = -(len(words[0].text) - len(words[0].text.lstrip())) if words else 0
    for word in words:
        length += len(word.text)
        ends.append((length, word.end_s))
    return tuple(ends)
