"""Fetches models from the model hub at a pinned revision. The only file that imports huggingface_hub.

The hub's own downloader starts a broken file from its beginning in a new process; ours goes on where it
stopped, because a hall's connection breaks and a model is gigabytes. HF_ENDPOINT and HF_TOKEN are respected.
"""

import os
import time
from collections.abc import Callable
from fnmatch import fnmatch
from http.client import PARTIAL_CONTENT
from pathlib import Path
from typing import Any

from huggingface_hub import HfApi, get_session, hf_hub_url
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.utils import build_hf_headers, hf_raise_for_status  # type: ignore[attr-defined]

from models.catalogue import Entry, FileSpec, Hub
from models.digest import checked, problem
from models.errors import ModelError
from models.fetch import UnreachableError
from models.manifest import safe_name

PART = ".part"
TIMEOUT_S = 30.0
ATTEMPTS = 5
"""Broken connections in a row, without a byte between them, before a pull gives up."""


class HubSource:
    """The files of a hub repository."""

    def __init__(
        self,
        entry: Entry,
        hub: Hub,
        endpoint: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = f"the hub repository {hub.repository}"
        self._entry = entry
        self._hub = hub
        self._endpoint = endpoint
        """None: HF_ENDPOINT or the public hub."""
        self._sleep = sleep

    def fetch(self, folder: Path, on_bytes: Callable[[int, int], None]) -> tuple[FileSpec, ...]:
        """Completes the folder; see `models.fetch.Source`."""
        with _HubErrors(self._hub):
            info = HfApi(endpoint=self._endpoint).model_info(
                self._hub.repository, revision=self._hub.revision, files_metadata=True, timeout=TIMEOUT_S
            )
        self.name = f"the hub repository {self._hub.repository} at {info.sha}"
        specs = wanted_files(self._entry, self._hub, [_listed(sibling) for sibling in info.siblings or ()])
        total = sum(spec.size or 0 for spec in specs)
        done = 0
        found = []
        for spec in specs:

            def on_file(so_far: int, before: int = done) -> None:
                on_bytes(before + so_far, total)

            found.append(self._fetch_file(spec, str(info.sha), folder / spec.name, on_file))
            done += found[-1].size or 0
        return tuple(found)

    def _fetch_file(
        self, spec: FileSpec, revision: str, path: Path, on_bytes: Callable[[int], None]
    ) -> FileSpec:
        if problem(path, spec) is None:
            return checked(path, spec)
        url = hf_hub_url(self._hub.repository, spec.name, revision=revision, endpoint=self._endpoint)
        part = path.with_name(path.name + PART)
        part.parent.mkdir(parents=True, exist_ok=True)
        with _HubErrors(self._hub):
            _download(url, part, spec.size or 0, on_bytes, self._sleep)
        try:
            found = checked(part, spec)
        except ModelError:
            part.unlink()
            raise
        part.replace(path)
        return found


def wanted_files(entry: Entry, hub: Hub, listed: list[FileSpec]) -> tuple[FileSpec, ...]:
    """The files to fetch, with what catalogue and hub know of them; raises ModelError where they disagree."""
    chosen = _chosen_files(entry, hub, listed)
    for spec in chosen:
        if not (spec.sha256 or spec.git_sha1):
            raise ModelError(
                f"The hub tells no hash of {spec.name} in {hub.repository}, so it cannot be checked."
            )
    return chosen


def _chosen_files(entry: Entry, hub: Hub, listed: list[FileSpec]) -> tuple[FileSpec, ...]:
    by_name = {spec.name: spec for spec in listed}
    if not entry.files:
        chosen = [spec for spec in listed if any(fnmatch(spec.name, pattern) for pattern in hub.include)]
        if not chosen:
            raise ModelError(
                f"The hub repository {hub.repository} has none of the files {', '.join(hub.include)}."
            )
        return tuple(chosen)
    return tuple(_agreed(spec, by_name.get(spec.name), hub) for spec in entry.files)


def _agreed(ours: FileSpec, theirs: FileSpec | None, hub: Hub) -> FileSpec:
    if theirs is None:
        raise ModelError(f"The hub repository {hub.repository} at {hub.revision} has no file {ours.name}.")
    for known, found in ((ours.size, theirs.size), (ours.sha256, theirs.sha256)):
        if known is not None and found is not None and known != found:
            raise ModelError(
                f"The hub's {ours.name} in {hub.repository} is not the one in the catalogue "
                f"({found} instead of {known}). Nothing was fetched."
            )
    return FileSpec(
        name=ours.name,
        size=ours.size if ours.size is not None else theirs.size,
        sha256=ours.sha256 or theirs.sha256,
        git_sha1=theirs.git_sha1,
    )


def _listed(sibling: Any) -> FileSpec:
    # The blob id of a large file names its pointer, not its content.
    sha256 = sibling.lfs.sha256 if sibling.lfs else None
    return FileSpec(
        name=safe_name(sibling.rfilename),
        size=sibling.size,
        sha256=sha256,
        git_sha1=None if sha256 else sibling.blob_id,
    )


def _download(
    url: str, part: Path, size: int, on_bytes: Callable[[int], None], sleep: Callable[[float], None]
) -> None:
    """Appends to `part` until it has `size` bytes, reconnecting as long as that brings more."""
    part.touch()
    fruitless = 0
    while (have := part.stat().st_size) != size:
        if have > size:
            os.truncate(part, 0)
            continue
        try:
            _append(url, part, have, on_bytes)
        except OSError:
            raise
        except Exception:
            # The connection broke: the client library's own errors share no public base class.
            if fruitless + 1 >= ATTEMPTS:
                raise
        fruitless = 0 if part.stat().st_size > have else fruitless + 1
        sleep(2.0**fruitless - 1)


def _append(url: str, part: Path, have: int, on_bytes: Callable[[int], None]) -> None:
    headers = build_hf_headers() | {"Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    with get_session().stream(
        "GET", url, headers=headers, follow_redirects=True, timeout=TIMEOUT_S
    ) as response:
        hf_raise_for_status(response)
        with part.open("ab" if response.status_code == PARTIAL_CONTENT else "wb") as file:
            # As it arrives: a block that is waited for is lost when the connection breaks.
            for block in response.iter_bytes():
                file.write(block)
                on_bytes(file.tell())


class _HubErrors:
    """Turns whatever the hub's client raises into one ModelError; errors of the disk pass."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, HfHubHTTPError):
            status = error.response.status_code
            raise ModelError(
                f"The hub refused {self._hub.repository} at revision {self._hub.revision or 'main'} "
                f"(HTTP {status}). Try again later; if it stays, the model was moved or needs HF_TOKEN."
            ) from error
        of_the_disk = isinstance(error, OSError) and not isinstance(error, ConnectionError)
        if isinstance(error, Exception) and not of_the_disk:
            raise UnreachableError(f"Cannot reach the model hub for {self._hub.repository}.") from error
