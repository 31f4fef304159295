"""What has been said and shown lately: context for the next line, the beginning of the one in work."""

from collections import OrderedDict, deque
from collections.abc import Collection, Mapping

from translate.pending import Spoken

LINES_IN_WORK = 16
"""Lines of which the shown beginning is remembered; older ones are forgotten."""
LINES_RETRACTED = 1_000
_TRAILING = " .,;:!?…。，；：！？、"
"""Marks at the end of an early translation that are not forced: the sentence goes on."""


class Memory:
    """Shared by the worker and the captions: used under Service's lock."""

    def __init__(self, context_lines: int) -> None:
        self._context: deque[tuple[str, Mapping[str, str]]] = deque(maxlen=context_lines)
        self._shown: OrderedDict[int, tuple[str, Mapping[str, str]]] = OrderedDict()
        self._retracted: deque[int] = deque(maxlen=LINES_RETRACTED)
        self.troubled = False
        """The model has failed and has not worked since."""

    def context(self) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """The last lines with their translations by language."""
        return tuple(self._context)

    def is_news(self, line: int, text: str) -> bool:
        """Whether a beginning says more than what of its line is shown."""
        shown, _ = self._shown.get(line, ("", {}))
        return len(text.strip()) > len(shown)

    def shown(self, line: int) -> dict[str, str]:
        """Language → what is shown of a line, without the marks at its end."""
        _, raws = self._shown.get(line, ("", {}))
        return {language: raw.rstrip(_TRAILING) for language, raw in raws.items()}

    def show(self, spoken: Spoken, raws: Mapping[str, str]) -> bool:
        """Note an early translation; False when the line was taken back meanwhile."""
        if spoken.line in self._retracted:
            return False
        self._shown[spoken.line] = (spoken.text, raws)
        while len(self._shown) > LINES_IN_WORK:
            self._shown.popitem(last=False)
        return True

    def finish(self, spoken: Spoken, raws: Mapping[str, str]) -> bool:
        """Note a final; False when the line was taken back meanwhile."""
        self._shown.pop(spoken.line, None)
        if spoken.line in self._retracted:
            return False
        self._context.append((spoken.text, raws))
        return True

    def retract(self, lines: Collection[int]) -> None:
        """Forget lines that were taken back."""
        self._retracted.extend(lines)
        for line in lines:
            self._shown.pop(line, None)
        self._context.clear()
