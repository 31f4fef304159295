"""The event's glossary in what is said: what the recogniser makes of a name, put right."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from live.archive.replace_file import replace_file
from live.errors import CommandError
from live.text.glossary_rows import with_term
from translate.errors import GlossaryError
from translate.glossary import Glossary
from translate.glossary_file import GlossaryFile


class Spelling:
    """Spells names as the glossary does; without a path it knows none. Raises GlossaryError.

    `language` is the one of the glossary's `term` column.
    """

    def __init__(self, path: Path | None = None, *, language: str = "en") -> None:
        self._path = path
        self._file = GlossaryFile(path, language=language) if path else None
        self._contents: tuple[tuple[int, int], str] = ((0, 0), "")
        """When and how large the file was, and what was in it then."""

    def spelt(self, text: str, lang: str) -> str:
        """The text with every variant of a term as the term is written."""
        return spelt(text, lang, self._file.glossary) if self._file and text else text

    def hotwords(self, lang: str) -> tuple[str, ...]:
        """The terms that recognition should prefer."""
        return tuple(self._file.glossary.hotwords(lang)) if self._file else ()

    def contents(self) -> str:
        """What is in the glossary's file, or was while it cannot be read; nothing where there is none."""
        if self._path is not None:
            with suppress(OSError, UnicodeDecodeError):
                status = self._path.stat()
                stamp = (status.st_mtime_ns, status.st_size)
                if stamp != self._contents[0]:
                    self._contents = (stamp, self._path.read_text("utf-8-sig"))
        return self._contents[1]

    def add(self, term: str, *, variants: Sequence[str], keep: bool, translations: Mapping[str, str]) -> None:
        """Write a term into the file, and spell it so from now on. Raises CommandError."""
        if self._path is None or self._file is None:
            raise CommandError(
                "This room has no glossary: name one in the configuration (glossary).", code="no_glossary"
            )
        if keep and translations:
            raise CommandError(
                f"'{term}' is either the same in every language, or translated.", code="term_unclear"
            )
        if "|" in "".join(variants) or term.startswith("#"):
            raise CommandError(
                "A variant must not have '|' in it, and a term must not begin with '#'.", code="term_sign"
            )
        try:
            text = with_term(
                self._path.read_text("utf-8-sig"),
                term,
                variants=variants,
                keep=keep,
                translations=translations,
            )
            replace_file(self._path, [text.encode()])
            self._file.reload()
        except (OSError, UnicodeDecodeError, GlossaryError) as error:
            raise CommandError(
                f"The term is not in the glossary {self._path}: {error}.", code="glossary_unwritten"
            ) from error


def spelt(text: str, lang: str, glossary: Glossary) -> str:
    """The text with every variant of a term as the term is written in that language. Pure."""
    parts, end = [], 0
    for found in glossary.find(text, lang):
        written = text[found.start : found.end]
        variants = {variant.casefold() for variant in found.term.variants}
        right = glossary.into(found.term, lang) if written.casefold() in variants else None
        parts += [text[end : found.start], right or written]
        end = found.end
    return "".join([*parts, text[end:]])
