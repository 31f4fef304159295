"""How text is set: display width, and where it may and may not be broken.

Columns are those of a terminal: a Latin letter takes one, a Chinese, Japanese or Korean character two
(Unicode annex 11). Where breaks are forbidden follows annex 14 and the Japanese kinsoku rules (JIS X 4051),
as far as captions need them.
"""

import re
from functools import lru_cache
from unicodedata import category, east_asian_width

OPENING = frozenset("([{<¿¡«‹“‘„‚「『（【〔〈《〖［｛〝#$£€¥￥＄＃№@")
"""Never at the end of a row."""
CLOSING = frozenset(
    ")]}>»›”’,.;:!?%‰…°、。，．・：；？！）」』】〕〉》〗］｝〟～％℃—–‥।؟،؛۔"
    "ーゝゞヽヾ々ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
)
"""Never at the start of a row."""

_GROUP_OF_THREE = re.compile(r"\d{3}(?!\d)")
_UNSPACED = re.compile(
    "[\u2e80-\u2fff\u3000-\u30ff\u3100-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
"""Characters of scripts that write no space between words: a row may end beside each of them."""


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    if category(char) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Columns that a text takes."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_columns, text))


def is_unspaced(lang: str) -> bool:
    """Whether a language is written without spaces between its words, in two columns a character."""
    return lang.partition("-")[0] in {"zh", "yue", "ja"}


def is_wide(lang: str) -> bool:
    """Whether the characters of a language take two columns."""
    return is_unspaced(lang) or lang.partition("-")[0] == "ko"


def separator(lang: str) -> str:
    """What stands between two sentences of a language."""
    return "" if is_unspaced(lang) else " "


def is_glued(left: str, right: str) -> bool:
    """Whether two neighbouring pieces of text must stay on one row (and in one line).

    A space at the seam is the end of `left` or the start of `right`. Glued are the parts of a word
    or number without a space between them ("3." "5", "10 000"), and punctuation to its word.
    """
    before, after = left.rstrip(" "), right.lstrip(" ")
    if not before or not after:
        return False
    if after[0] in CLOSING or before[-1] in OPENING:
        return True
    if len(before) < len(left) or len(after) < len(right):
        return before[-1].isdigit() and _GROUP_OF_THREE.match(after) is not None
    return not (_UNSPACED.match(before[-1]) or _UNSPACED.match(after[0]))


def units(text: str) -> list[str]:
    """The smallest pieces of a text that rows are made of; joined they give the text again.

    A space stays with the piece before it, so that it vanishes at the end of a row.
    """
    pieces: list[str] = []
    for part in re.findall(r" *[^ ]+ *", text):
        pieces.extend(_characters(part))
    joined: list[str] = []
    for piece in pieces:
        if joined and is_glued(joined[-1], piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _characters(part: str) -> list[str]:
    """Cut a piece between spaces beside each character of an unspaced script."""
    cuts = [i for i in range(1, len(part)) if _UNSPACED.match(part[i]) or _UNSPACED.match(part[i - 1])]
    cuts = [i for i in cuts if part[i] != " " and part[:i].strip()]
    return [part[a:b] for a, b in zip([0, *cuts], [*cuts, len(part)], strict=True)]


def rows_needed(pieces: list[str], columns: int) -> int:
    """How many rows of `columns` the pieces fill when each row takes as many as it can."""
    rows, used = 1, 0
    for piece in pieces:
        if used and used + width(piece.rstrip(" ")) > columns:
            rows, used = rows + 1, 0
        used += width(piece if used else piece.lstrip(" "))
    return rows
