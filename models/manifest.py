"""The manifest in an installed model's directory: what was fetched, from where, and what was made of it."""

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from models.catalogue import Entry, FileSpec
from models.errors import ModelError

NAME = "footlights-model.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an installed model consists of."""

    id: str
    source: str
    """Where the files came from, in words."""
    fetched: tuple[FileSpec, ...]
    """The files as they were fetched and checked; with no conversion they are the installed ones."""
    files: tuple[FileSpec, ...]
    """The installed files."""

    @property
    def size_bytes(self) -> int:
        """What the installed files take on the disk."""
        return sum(spec.size or 0 for spec in self.files)

    def differs_from(self, entry: Entry) -> str | None:
        """What the catalogue knows otherwise about the fetched files, or None."""
        found = {spec.name: spec for spec in self.fetched}
        for wanted in entry.files:
            spec = found.get(wanted.name)
            if spec is None:
                return f"it has no {wanted.name}"
            if wanted.sha256 and spec.sha256 != wanted.sha256:
                return f"its {wanted.name} is another version"
        return None


def write(manifest: Manifest, folder: Path) -> None:
    """Writes the manifest into the model's folder."""
    content = {
        "id": manifest.id,
        "source": manifest.source,
        "fetched": [_plain(spec) for spec in manifest.fetched],
        "files": [_plain(spec) for spec in manifest.files],
    }
    (folder / NAME).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest | None:
    """The manifest of a model's folder, None where there is none; raises ModelError when it is unreadable."""
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return Manifest(
            id=content["id"],
            source=content["source"],
            fetched=tuple(_spec(item) for item in content["fetched"]),
            files=tuple(_spec(item) for item in content["files"]),
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"The model in '{folder}' is damaged: its {NAME} cannot be read ({error})."
        ) from error


def safe_name(name: str) -> str:
    """The name, if it stays inside its folder on every system; anything else raises ModelError."""
    path = PurePosixPath(name)
    windows = PureWindowsPath(name)
    if not name or path.is_absolute() or ".." in path.parts or windows.drive or "\\" in name:
        raise ModelError(f"Refused the file name '{name}': it would leave the model's folder.")
    return name


def _plain(spec: FileSpec) -> dict[str, Any]:
    return {"name": spec.name, "size": spec.size, "sha256": spec.sha256}


def _spec(item: dict[str, Any]) -> FileSpec:
    return FileSpec(name=safe_name(str(item["name"])), size=int(item["size"]), sha256=str(item["sha256"]))
