"""The avatars of an event: GLB and VRM files in the folder of its avatar's file, and nothing else of it."""

import re
from pathlib import Path

from starlette.responses import FileResponse, PlainTextResponse, Response

from avatar.errors import ScriptError
from live.serving.http import SECURITY_HEADERS

LARGEST_BYTES = 150 * 1024 * 1024
"""A head for the stage is 1 to 30 MB; a browser that loads much more stands still for a minute."""
_NAME = re.compile(r"[\w-][\w.-]*\.(?:glb|vrm)", re.ASCII)
_KIND = "model/gltf-binary"
_MAGIC = b"glTF"


class ModelsFolder:
    """Serves the avatars of a folder; without one it has none."""

    def __init__(self, folder: Path | None, *, largest_bytes: int = LARGEST_BYTES) -> None:
        self._folder = folder.resolve() if folder else None
        self._largest_bytes = largest_bytes

    def check(self, name: str) -> None:
        """Raise ScriptError with what keeps an avatar from being shown."""
        file = self._find(name)
        if file is None:
            raise ScriptError(
                f"There is no avatar '{name}' in '{self._folder}'. Put a GLB or VRM file beside the avatar's"
                " file and give its plain name."
            )
        if problem := self._problem(file):
            raise ScriptError(problem)

    def get(self, name: str) -> Response:
        """An avatar's file, or why it is not given."""
        file = self._find(name)
        if file is None:
            return PlainTextResponse("No such avatar.\n", 404, headers=SECURITY_HEADERS)
        if problem := self._problem(file):
            return PlainTextResponse(problem + "\n", 415, headers=SECURITY_HEADERS)
        headers = SECURITY_HEADERS | {"Cache-Control": "no-cache"}
        return FileResponse(file, media_type=_KIND, headers=headers)

    def _find(self, name: str) -> Path | None:
        """A file of the folder by its plain name; a link that leads out of the folder is none."""
        if self._folder is None or not _NAME.fullmatch(name):
            return None
        file = (self._folder / name).resolve()
        return file if file.parent == self._folder and file.is_file() else None

    def _problem(self, file: Path) -> str:
        """Why a file is no avatar that can be shown; empty when it is one."""
        size = file.stat().st_size
        if size > self._largest_bytes:
            most = self._largest_bytes >> 20
            return (
                f"The avatar '{file.name}' has {size >> 20} MB; at most {most} MB are shown. Make it smaller."
            )
        with file.open("rb") as opened:
            if opened.read(len(_MAGIC)) != _MAGIC:
                return f"'{file.name}' is no GLB or VRM file. Export the avatar as binary glTF."
        return ""
