"""The looks of this machine: the catalogue, who makes each, and what is made when one cannot be."""

import logging
from collections.abc import Mapping
from pathlib import Path

from booth.errors import LookUnavailable
from booth.looks import catalogue, turbo
from booth.looks.catalogue import Entry
from booth.looks.diffusion import Diffusion
from booth.looks.faces import FaceFinder
from booth.looks.gate import Gate
from booth.looks.person import GuestFinder, Segmenter
from booth.looks.providers import Drawings, Grades, Provider, Scenes
from booth.ports import Look, Picture, Progress, Rendered

logger = logging.getLogger(__name__)


class LookBook:
    """Makes looks; see `booth.ports.Looks`."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        providers: Mapping[str, Provider],
        previews: Mapping[str, bytes] | None = None,
    ) -> None:
        """`previews`: small JPEGs of what looks do, by look id."""
        self._entries = entries
        self._providers = providers
        shown = previews or {}
        self._looks = {id: entry.look(shown.get(id, b"")) for id, entry in entries.items()}

    def catalogue(self) -> tuple[Look, ...]:
        """All looks, in the catalogue's order."""
        return tuple(self._looks.values())

    def render(self, picture: Picture, look_id: str, progress: Progress) -> Rendered:
        """Return the picture with the look, or with its substitute and a notice why."""
        if look_id not in self._entries:
            raise LookUnavailable(f"Unknown look '{look_id}'. Known: {', '.join(self._entries)}.")
        entry, notices = self._entries[look_id], []
        while True:
            try:
                made = self._made(entry, picture, progress)
            except LookUnavailable as error:
                notices.append(str(error))
                if not entry.otherwise:
                    raise LookUnavailable(" ".join(notices)) from error
                entry = self._entries[entry.otherwise]
                notices.append(f"Made '{entry.id}' instead.")
            else:
                return Rendered(picture=made, look=self._looks[entry.id], notice=" ".join(notices))

    def _made(self, entry: Entry, picture: Picture, progress: Progress) -> Picture:
        progress(0.0)
        try:
            made = self._providers[entry.provider].render(picture, entry.set, progress)
        except (TypeError, KeyError, ValueError) as error:
            raise LookUnavailable(f"The look '{entry.id}' has wrong settings ({error}).") from error
        except MemoryError as error:
            raise LookUnavailable(f"Not enough memory for the look '{entry.id}'.") from error
        progress(1.0)
        return made


def open_book(path: Path) -> LookBook:
    """Return the looks of a catalogue file that this machine can make.

    Backdrop pictures lie in `scenes` beside it, pictures of what the looks do in `previews`.
    """
    entries = catalogue.read(path)
    if reason := turbo.missing():
        left_out = [id for id, entry in entries.items() if entry.provider == "diffusion"]
        entries = {id: entry for id, entry in entries.items() if id not in left_out}
        logger.info("Looks left out (%s): %s.", reason, ", ".join(left_out))
    faces = FaceFinder()
    providers: dict[str, Provider] = {
        "grade": Grades(),
        "drawing": Drawings(),
        "scene": Scenes(GuestFinder(Segmenter(), faces), path.parent / "scenes"),
        "diffusion": Diffusion(turbo.load, faces, Gate()),
    }
    files = {id: path.parent / "previews" / f"{id}.jpg" for id in entries}
    previews = {id: file.read_bytes() for id, file in files.items() if file.is_file()}
    return LookBook(entries, providers, previews)
