"""Puts a term into the text of a glossary file, and leaves all else in it as it is. Pure."""

import csv
import io
from collections.abc import Mapping, Sequence

FIXED = ("term", "variants", "dnt")


def empty_glossary(languages: Sequence[str]) -> str:
    """A glossary without terms, with a column for each language."""
    return _row([*FIXED, *languages])


def with_term(
    text: str, term: str, *, variants: Sequence[str], keep: bool, translations: Mapping[str, str]
) -> str:
    """The glossary with a term; one that is there already gets what is new about it."""
    lines = text.splitlines(keepends=True)
    lines = [line if line.endswith("\n") else line + "\n" for line in lines]
    rows = _rows(lines)
    first, last, header = next((row for row in rows if _tells(row[2])), (0, 0, list(FIXED)))
    columns = [*header, *(name for name in (*FIXED, *translations) if name not in header)]
    known = next((row for row in rows if row[2] and row[2][0].casefold() == term.casefold()), None)
    cells = _cells(columns, known[2] if known else [], term, variants, keep=keep, translations=translations)
    if known:
        lines[known[0] : known[1]] = [_row(cells)]
    else:
        lines.append(_row(cells))
    if columns != header or not rows:
        lines[first:last] = [_row(columns)]
    return "".join(lines)


def _cells(
    columns: Sequence[str],
    before: Sequence[str],
    term: str,
    variants: Sequence[str],
    *,
    keep: bool,
    translations: Mapping[str, str],
) -> list[str]:
    row = dict(zip(columns, [*before, *[""] * (len(columns) - len(before))], strict=True))
    known = [variant.strip() for variant in row["variants"].split("|") if variant.strip()]
    new = [variant for variant in variants if variant.casefold() not in {each.casefold() for each in known}]
    row |= {"term": term, "variants": "|".join([*known, *new])} | dict(translations)
    if keep:
        row |= {name: "" for name in columns if name not in FIXED} | {"dnt": "yes"}
    elif translations:
        row["dnt"] = ""
    return [row[name] for name in columns]


def _rows(lines: Sequence[str]) -> list[tuple[int, int, list[str]]]:
    """Every row that tells something: its first line, the one after its last, its cells."""
    reader = csv.reader(lines)
    found, start = [], 0
    for row in reader:
        cells = [cell.strip() for cell in row]
        if _tells(cells):
            found.append((start, reader.line_num, cells))
        start = reader.line_num
    return found


def _tells(cells: Sequence[str]) -> bool:
    return any(cells) and not cells[0].startswith("#")


def _row(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()
