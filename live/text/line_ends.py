"""Where a caption line ends: a pure judgement over the words that are known now."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count as count_from

from live.text.sentences import PHRASE_BREAK, break_cost, ends_sentence
from live.text.typography import is_glued, is_wide, rows_needed, units, width


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLimits:
    """How long a line may be: a broadcaster's cue."""

    rows: int = 2
    columns: int = 42
    """Columns of a row in languages whose letters take one column."""
    wide_columns: int = 36
    """Columns of a row in Chinese, Japanese and Korean: 18 characters."""
    clause_fill: float = 0.55
    """How full a line must be to end at a comma."""
    phrase_fill: float = 0.75
    """How full a line must be to end before a conjunction or preposition."""

    def row_columns(self, lang: str) -> int:
        """Columns of a row in a language."""
        return self.wide_columns if is_wide(lang) else self.columns


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWords:
    """The words that a line is to be filled from, and what is already on the screens."""

    words: Sequence[str]
    """Words as they are concatenated: those of the line, then all those known after them."""
    lang: str
    limits: LineLimits
    settled: int = 0
    """How many words are committed in this line and so cannot leave it."""
    shown: int = 0
    """How many words the screens show in this line now."""
    kept: bool = False
    """The screens show further words in a line after this one, so this one seemed to end."""
    pause: bool = False
    """The speaker paused after the last word."""

    def end(self) -> int | None:
        """How many words the line ends after; None while it goes on.

        A sentence end or a full line ends it always. A clause or phrase ends a line that is well filled,
        unless its next word has been shown in it already (words would jump), or the sentence is known
        to end within it.
        """
        for count in count_from(max(self.settled, 1)):
            text = "".join(self.words[:count])
            if self._sentence_ends(text, count):
                return count
            if count >= len(self.words):
                return None
            if is_glued(text, self.words[count]) and self._fill(text) < 2:
                continue
            if not self._fits(text + self._unit(count)):
                return self._step_back(count)
            if self._is_good_end(text, count):
                return count
        return None

    def _sentence_ends(self, text: str, count: int) -> bool:
        if count >= len(self.words):
            return self.pause or ends_sentence(text, None, self.lang)
        return ends_sentence(text, self.words[count], self.lang)

    def _unit(self, start: int) -> str:
        """The word at `start` with all that must stay beside it."""
        unit = self.words[start]
        for word in self.words[start + 1 :]:
            if not is_glued(unit, word):
                break
            unit += word
        return unit

    def _fill(self, text: str) -> float:
        """How full a line with this text is; 1.0 is as much as its rows could hold."""
        return width(text.strip()) / (self.limits.rows * self.limits.row_columns(self.lang))

    def _fits(self, text: str) -> bool:
        columns = self.limits.row_columns(self.lang)
        if width(text.strip()) <= columns:
            return True
        return self._fill(text) <= 1 and rows_needed(units(text.strip()), columns) <= self.limits.rows

    def _cost(self, count: int) -> float:
        following = "".join(self.words[count : count + 3])
        return break_cost("".join(self.words[:count]), following, self.lang)

    def _is_good_end(self, text: str, count: int) -> bool:
        fill = self._fill(text)
        if count < self.shown or fill < self.limits.clause_fill:
            return False
        cost = self._cost(count)
        good = cost == 0 or (cost <= PHRASE_BREAK and fill >= self.limits.phrase_fill)
        return good and ((self.kept and count == self.shown) or not self._sentence_fits_after(count))

    def _sentence_fits_after(self, count: int) -> bool:
        text = "".join(self.words[:count])
        for after, word in enumerate(self.words[count:], count + 1):
            text += word
            if not self._fits(text):
                return False
            if self._sentence_ends(text, after):
                return True
        return False

    def _step_back(self, count: int) -> int:
        """The best end of an over-full line among its last words that have not been shown in it."""
        earliest = min(count, max(self.settled, self.shown, count - 3, 1))
        ends = [
            end
            for end in range(count, earliest - 1, -1)
            if end == count or not is_glued("".join(self.words[:end]), self.words[end])
        ]
        return min(ends, key=self._cost)
