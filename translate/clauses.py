"""Where a text can be cut for translation: at the ends of sentences and clauses."""

import re

from translate.languages import UNSPACED, base
from translate.letters import length

SHORTEST = 30.0
"""A clause says at least so much (Latin letters, see letters.length) before it is translated alone."""
LONGEST = 320.0
"""A text that says more than this is translated in pieces: models lose the end of long texts."""

_CLOSERS = r"[\"'”’»)\]）」』》]*"
_SENTENCE = re.compile(rf"[.!?…]+{_CLOSERS}(?=\s)|[。！？]{_CLOSERS}")
_CLAUSE = re.compile(rf"[,;:—–]{_CLOSERS}(?=\s)|[，；：、]{_CLOSERS}")
_JOINING = {
    "en": "and but because so which who although while when where if unless since whereas therefore",
    "es": "y pero porque que aunque mientras cuando donde si",
    "fr": "et mais parce car qui que quand lorsque si où",
    "de": "und aber weil denn dass wenn obwohl während",
    "pt": "e mas porque que embora enquanto quando onde se",
}
_JOINERS = {
    code: re.compile(rf"\s(?=(?:{words.replace(' ', '|')})\s)", re.IGNORECASE)
    for code, words in _JOINING.items()
}
_VERB_LAST = frozenset({"ja", "ko", "tr"})


def may_be_early(source: str, target: str) -> bool:
    """Whether a clause can be translated before its sentence is complete.

    Not where the verb stands last in one of the languages: the beginning would have to be rewritten.
    """
    return not _VERB_LAST & {base(source), base(target)}


def settled(text: str, code: str) -> int:
    """How many characters of a growing text can be translated by themselves: up to its last boundary.

    0 when no clause is complete yet. The boundary is never at the end of the text, unless a mark that
    certainly ends a clause stands there.
    """
    cuts = [cut for cut in _boundaries(text, code) if length(text[:cut]) >= SHORTEST]
    return max(cuts, default=0)


def pieces(text: str, code: str, longest: float = LONGEST) -> list[str]:
    """Cut a text into pieces that say at most `longest`: at sentences, else clauses, else words."""
    rest, found = text.strip(), []
    while length(rest) > longest:
        cut = _cut(rest, code, longest)
        found.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [*found, rest] if rest else found


def _cut(text: str, code: str, longest: float) -> int:
    sentences = [match.end() for match in _SENTENCE.finditer(text)]
    spaces = [match.start() for match in re.finditer(r"\s", text)]
    for cuts in (sentences, _boundaries(text, code), spaces):
        fitting = [cut for cut in cuts if longest / 8 < length(text[:cut]) <= longest]
        if fitting:
            return fitting[-1]
    characters = range(1, len(text) + 1)
    return next((cut - 1 for cut in characters if length(text[:cut]) > longest), len(text)) or 1


def _boundaries(text: str, code: str) -> list[int]:
    marks = [*_SENTENCE.finditer(text), *_CLAUSE.finditer(text)]
    joiners = _JOINERS.get(base(code)) if base(code) not in UNSPACED else None
    before = [match.start() for match in joiners.finditer(text)] if joiners else []
    return sorted({match.end() for match in marks} | set(before))
