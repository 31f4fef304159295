"""What lies in a folder in which a running process keeps files of its own coming and going."""

from pathlib import Path


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file under a folder, whole. Looks again when one went away meanwhile: it may have been moved."""
    while True:
        try:
            return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
        except FileNotFoundError:
            continue


def names(folder: Path) -> set[str]:
    """The names of every file under a folder."""
    return {path.name for path in contents(folder)}
