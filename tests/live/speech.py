"""Words and recognitions for tests, made from plain text."""

import re
from collections.abc import Iterable

from live.events import Line, Recognition, Word
from live.text.lines import LineBuilder
from live.text.typography import is_unspaced

WORD_S = 0.3


def words(text: str, lang: str = "en", *, start_s: float = 0.0) -> tuple[Word, ...]:
    """The words of a text as a recogniser gives them, 0.3 s each."""
    pattern = r"[^\s]" if is_unspaced(lang) else r" ?[^ ]+"
    return tuple(
        Word(text=part, start_s=start_s + i * WORD_S, end_s=start_s + (i + 1) * WORD_S, probability=1.0)
        for i, part in enumerate(re.findall(pattern, text))
    )


def heard(committed: str = "", interim: str = "", *, lang: str = "en", pause: bool = False) -> Recognition:
    """A step of the recogniser; texts begin with the space before their first word."""
    return Recognition(
        committed=words(committed, lang),
        interim=words(interim, lang),
        audio_s=10.0,
        language=lang,
        end_of_utterance=pause,
    )


def played(text: str, lang: str = "en", *, step: int = 2, ahead: int = 3) -> list[Line]:
    """Every revision of a text that is committed `step` words at a time, with `ahead` words of interim."""
    spoken = words(text, lang)
    builder = LineBuilder()
    changes: list[Line] = []
    for i in range(0, len(spoken), step):
        changes += builder.feed(
            Recognition(
                committed=spoken[i : i + step],
                interim=spoken[i + step : i + step + ahead],
                audio_s=spoken[min(i + step, len(spoken)) - 1].end_s + 0.5,
                language=lang,
                end_of_utterance=i + step >= len(spoken),
            )
        )
    return changes


def finals(changes: Iterable[Line]) -> list[str]:
    """The texts of the final lines."""
    return [line.text for line in changes if line.final]
