"""Keeps an instruction model in the script of its target language.

Small models slip into English in the middle of a Chinese sentence. For a target that is not written in
Latin letters, the tokens of plain English words are therefore forbidden; capitals stay free for names and
abbreviations, short pieces for the rest of a name. A retry does without names, too.
"""

import re
from collections.abc import Iterable

from translate.languages import script

_WORD = re.compile(r"[Ġ▁ ]?[a-z]{3,}")
_NAME = re.compile(r"[Ġ▁ ]?[A-Z][a-z]{2,}")


class Steering:
    """The forbidden tokens of one model."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        tokens = sorted(vocabulary)
        self._words = [[token] for token in tokens if _WORD.fullmatch(token)]
        self._names = [[token] for token in tokens if _NAME.fullmatch(token)]

    def forbidden(self, target: str, *, retry: bool) -> list[list[str]] | None:
        """Token sequences that a translation into `target` must not have; None for no such rule."""
        if script(target) == "Latn":
            return None
        return self._words + self._names if retry else self._words
