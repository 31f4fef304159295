"""Checks files against what is known about them."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from models.catalogue import FileSpec
from models.errors import ModelError

BLOCK_BYTES = 1 << 20


def sha256_of(path: Path, on_bytes: Callable[[int], None] = lambda _: None) -> str:
    """The SHA-256 of a file in hex; `on_bytes` hears how much was read in each step."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
            on_bytes(len(block))
    return digest.hexdigest()


def git_sha1_of(path: Path) -> str:
    """The id git gives to the file's content."""
    digest = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def size_problem(path: Path, spec: FileSpec) -> str | None:
    """What is visibly wrong with a file without reading it, or None."""
    if not path.is_file():
        return f"{spec.name} is missing"
    size = path.stat().st_size
    if spec.size is not None and size != spec.size:
        return f"{spec.name} has {size} bytes instead of {spec.size}"
    return None


def problem(path: Path, spec: FileSpec) -> str | None:
    """What is wrong with a file, read as a whole, or None."""
    if wrong := size_problem(path, spec):
        return wrong
    if spec.sha256 and (found := sha256_of(path)) != spec.sha256:
        return f"{spec.name} has sha256 {found[:12]}… instead of {spec.sha256[:12]}…"
    if spec.git_sha1 and (found := git_sha1_of(path)) != spec.git_sha1:
        return f"{spec.name} has git id {found[:12]}… instead of {spec.git_sha1[:12]}…"
    return None


def checked(path: Path, spec: FileSpec) -> FileSpec:
    """The spec with size and sha256 filled in; raises ModelError when the file is not what the spec says."""
    if wrong := problem(path, spec):
        raise ModelError(
            f"The download is not the model that was asked for: {wrong}. It is not used. "
            "Pull again; if that does not help, the source has changed: report it."
        )
    return FileSpec(name=spec.name, size=path.stat().st_size, sha256=spec.sha256 or sha256_of(path))
