"""Subtitle cues from caption lines, as broadcasters set them.

Two rows at most, times and reading speed after the EBU, BBC and Netflix guidelines: shown for about 0.83 to
7 seconds, at least two frames between two cues, never two at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from live.events import Line
from live.text.breaks import divide, wrap
from live.text.sentences import break_cost
from live.text.typography import is_glued, is_wide, rows_needed, separator, units, width

ROWS = 2
COLUMNS = 42
WIDE_COLUMNS = 36
"""Columns of a row in Chinese, Japanese and Korean: 18 characters."""
MIN_S = 0.834
MAX_S = 7.0
GAP_S = 0.084
"""Two frames, at 24 a second."""
JOIN_S = 0.5
"""A pause shorter than this is closed: text that goes and comes at once flickers."""
READING_COLUMNS_PER_S = 17.0
"""Comfortable reading: 17 Latin letters or 8.5 Chinese characters a second."""

_KEPT = "\u00a0\u200c\u200d\u200e\u200f"
"""Joiners, direction marks and the space that never breaks: not printable, but part of the writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A text on the screen, from `start_s` to `end_s`, in rows."""

    start_s: float
    end_s: float
    lang: str
    text: str

    @property
    def rows(self) -> list[str]:
        """The text as it is set."""
        return wrap(self.text, self.lang, _row_columns(self.lang))


def make_cues(lines: Iterable[Line]) -> list[Cue]:
    """The cues of caption lines that are in order; they never overlap, and no word is lost."""
    spoken = [cue for line in lines for cue in _split(line)]
    return _spread(_join_short(sorted(spoken, key=lambda cue: cue.start_s)))


def _row_columns(lang: str) -> int:
    return WIDE_COLUMNS if is_wide(lang) else COLUMNS


def _fits(pieces: list[str], lang: str) -> bool:
    return rows_needed(pieces, _row_columns(lang)) <= ROWS


def _split(line: Line) -> list[Cue]:
    """A line's text in pieces that fit the rows and the longest time, cut where words end."""
    words = _timed_words(line)
    if not words:
        return []
    starts = [line.start_s, *(end_s for _, end_s in words)]
    texts = [text for text, _ in words]

    def fits(a: int, b: int) -> bool:
        return words[b - 1][1] - starts[a] <= MAX_S and _fits(texts[a:b], line.lang)

    if fits(0, len(words)):
        pieces = [(0, len(words))]
    else:
        ideal = width("".join(texts)) / 2

        def cost(a: int, b: int) -> float:
            off = width("".join(texts[a:b])) / ideal - 1
            return off * off + break_cost("".join(texts[a:b]), "".join(texts[b : b + 3]), line.lang)

        pieces = divide(len(words), fits, cost)
    cues = [
        Cue(start_s=starts[a], end_s=words[b - 1][1], lang=line.lang, text="".join(texts[a:b]).strip())
        for a, b in pieces
    ]
    return [cue for cue in cues if cue.text]


def _timed_words(line: Line) -> list[tuple[str, float]]:
    """The line's words, with what is glued to them, and their ends in seconds, which never go back."""
    words: list[tuple[str, float]] = []
    latest_s = line.start_s
    for text, end_s in _words_and_ends(line):
        latest_s = max(latest_s, end_s)
        if words and is_glued(words[-1][0], text):
            words[-1] = (words[-1][0] + text, latest_s)
        else:
            words.append((text, latest_s))
    return words


def _words_and_ends(line: Line) -> list[tuple[str, float]]:
    """Words with the ends that the recogniser found or, where it found none, in proportion to their width."""
    text = line.text
    lengths = [length for length, _ in line.word_ends_s]
    if lengths and lengths[0] > 0 and lengths[-1] == len(text) and all(a < b for a, b in pairwise(lengths)):
        pieces = [text[a:b] for a, b in zip([0, *lengths], lengths, strict=False)]
        return [(_clean(piece), end_s) for piece, (_, end_s) in zip(pieces, line.word_ends_s, strict=True)]
    pieces = units(_clean(text).strip())
    total, done, words = max(1, width("".join(pieces))), 0, []
    for piece in pieces:
        done += width(piece)
        words.append((piece, line.start_s + (line.end_s - line.start_s) * done / total))
    return words


def _clean(text: str) -> str:
    """The text without line ends and control characters, which would break a subtitle file."""
    return "".join(char if char.isprintable() or char in _KEPT else " " for char in text)


def _join_short(cues: Sequence[Cue]) -> list[Cue]:
    """Join a cue that could not stay long enough before the next one to it, where both fit the rows."""
    joined: list[Cue] = []
    for cue in cues:
        last = joined[-1] if joined else None
        both = None if last is None else _joined(last, cue)
        if both is None:
            joined.append(cue)
        else:
            joined[-1] = both
    return joined


def _joined(last: Cue, cue: Cue) -> Cue | None:
    crowded = cue.start_s - last.start_s < MIN_S + GAP_S
    if not crowded or cue.lang != last.lang or cue.start_s - last.end_s > JOIN_S:
        return None
    text = last.text + separator(cue.lang) + cue.text
    end_s = max(last.end_s, cue.end_s)
    if end_s - last.start_s > MAX_S or not _fits(units(text), cue.lang):
        return None
    return replace(last, end_s=end_s, text=text)


def _spread(cues: Sequence[Cue]) -> list[Cue]:
    """Give each cue the time to be read, as far as the next one leaves it, and part them by the gap."""
    spread: list[Cue] = []
    free_s = 0.0
    for i, cue in enumerate(cues):
        start_s = max(cue.start_s, free_s)
        following_s = cues[i + 1].start_s - GAP_S if i + 1 < len(cues) else start_s + MAX_S
        wanted_s = max(cue.end_s, start_s + MIN_S, start_s + width(cue.text) / READING_COLUMNS_PER_S)
        if following_s - wanted_s < JOIN_S:
            wanted_s = following_s
        end_s = min(max(wanted_s, start_s + MIN_S), start_s + MAX_S)
        spread.append(replace(cue, start_s=start_s, end_s=end_s))
        free_s = end_s + GAP_S
    return spread
