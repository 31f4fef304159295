"""Reads `glossary.csv`, and again whenever it has been edited.

term,variants,dnt,zh-Hans,zh-Hant-HK,es
Cyberport,cyber port|Cyber-Port,,数码港,數碼港,
StarAxis Labs,star axis labs,yes,,,

`variants`: what the recogniser may make of the term, divided by |. `dnt`: yes keeps the term as it is in
every language. An empty cell: no ruling for that language.
"""

import csv
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from translate.errors import GlossaryError
from translate.glossary import Glossary, Term

FIXED = ("term", "variants", "dnt")
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"", "no", "n", "false", "0"})


def load_glossary(path: Path, *, language: str = "en") -> Glossary:
    """Read a glossary whose `term` column is in `language`; raises GlossaryError that names the line."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise GlossaryError(f"The glossary {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise GlossaryError(
            f"The glossary {path} is not UTF-8 (byte {error.start}). Save it as 'CSV UTF-8'."
        ) from error
    return Glossary(_terms(text, path), language=language)


class GlossaryFile:
    """A glossary that may be edited while the event runs."""

    def __init__(self, path: Path, *, language: str = "en") -> None:
        self._path = path
        self._language = language
        self._seen = self._stamp()
        self.glossary = load_glossary(path, language=language)

    def reload(self) -> bool:
        """Read the file again if it has changed; whether it had.

        Raises GlossaryError, once for each edit, and keeps the glossary as it was.
        """
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        self.glossary = load_glossary(self._path, language=self._language)
        return True

    def _stamp(self) -> tuple[int, int]:
        try:
            status = self._path.stat()
        except OSError:
            return (0, 0)
        return status.st_mtime_ns, status.st_size


def _terms(text: str, path: Path) -> Iterator[Term]:
    rows = csv.reader(text.splitlines(), strict=True)
    header: list[str] | None = None
    first_line: dict[str, int] = {}
    try:
        for row in rows:
            where = f"{path}, line {rows.line_num}"
            cells = [cell.strip() for cell in row]
            if not any(cells) or cells[0].startswith("#"):
                continue
            if header is None:
                header = _header(cells, where)
                continue
            term = _term(cells, header, where)
            earlier = first_line.setdefault(term.source.casefold(), rows.line_num)
            if earlier != rows.line_num:
                raise GlossaryError(f"{where}: '{term.source}' is already on line {earlier}. Keep one.")
            yield term
    except csv.Error as error:
        raise GlossaryError(f"{path}, line {rows.line_num}: {error}. Check the quotation marks.") from error
    if header is None:
        raise GlossaryError(
            f"{path} is empty. Its first line names the columns: term,variants,dnt,zh-Hans,es"
        )


def _header(cells: list[str], where: str) -> list[str]:
    if cells[0] != "term":
        raise GlossaryError(
            f"{where}: the first column is '{cells[0]}'. It must be 'term': term,variants,dnt,zh-Hans,es"
        )
    for name in cells:
        if name not in FIXED and not _CODE.fullmatch(name):
            near = get_close_matches(name.lower(), FIXED, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise GlossaryError(
                f"{where}: unknown column '{name}'. Columns: {', '.join(FIXED)}, "
                f"and language codes such as zh-Hant-HK or es.{hint}"
            )
    doubled = next((name for name in cells if cells.count(name) > 1), None)
    if doubled:
        raise GlossaryError(f"{where}: the column '{doubled}' is there twice. Keep one.")
    return cells


def _term(cells: list[str], header: list[str], where: str) -> Term:
    if len(cells) > len(header):
        raise GlossaryError(
            f"{where}: {len(cells)} cells, but {len(header)} columns. "
            "Put a term with a comma in quotation marks."
        )
    row = dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
    if not row["term"]:
        raise GlossaryError(f"{where}: the term is missing.")
    flag = row.get("dnt", "").lower()
    if flag not in _YES | _NO:
        raise GlossaryError(f"{where}: dnt is '{row['dnt']}'. Write yes, no or nothing.")
    translations = {code: cell for code, cell in row.items() if code not in FIXED and cell}
    if flag in _YES and translations:
        raise GlossaryError(
            f"{where}: '{row['term']}' is marked dnt and has a translation for {', '.join(translations)}. "
            "Remove the one or the other."
        )
    variants = tuple(v.strip() for v in row.get("variants", "").split("|") if v.strip())
    return Term(row["term"], variants, flag in _YES, translations)
