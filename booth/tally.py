"""Counts for the organiser's report: how many, never who."""

import json
import threading
from collections import Counter
from pathlib import Path

from booth.files import explained, write_json

COUNTS = "counts.json"


class Tally:
    """Counts that outlive a restart: guests, pictures by format and look, prints, deletions."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / COUNTS
        self._lock = threading.Lock()
        try:
            self._counts = Counter(json.loads(self._path.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError):
            self._counts = Counter()

    def add(self, *names: str, by: int = 1) -> None:
        """Count something, such as `guests` or `look.ink`. Raises StoreError."""
        with self._lock, explained(self._path.parent):
            self._counts.update(dict.fromkeys(names, by))
            write_json(self._path, dict(sorted(self._counts.items())))

    def counts(self) -> dict[str, int]:
        """All counts, by name."""
        with self._lock:
            return dict(sorted(self._counts.items()))


def kept(folder: Path) -> int:
    """How many albums a booth's folder holds."""
    albums = folder / "albums"
    return sum(1 for album in albums.iterdir() if album.is_dir()) if albums.is_dir() else 0


def told(counts: dict[str, int], kept: int) -> str:
    """The end-of-event report as lines of text; `kept` is how many albums are still there."""
    rows = {**counts, "kept now": kept}
    width = max(map(len, rows)) + 2
    return "\n".join(f"{name:<{width}}{count:>6}" for name, count in rows.items())
