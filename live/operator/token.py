"""The console's token: who has it is the operator. Kept for the command line and for a restart."""

import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from live.archive.replace_file import replace_file
from live.errors import ConsoleError, LogError

FILE = "console.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How this machine reaches the console of a running event."""

    url: str
    """Of its WebSocket."""
    token: str
    certificate: str = ""
    """File of the certificate that it shows, where it speaks https."""

    def __repr__(self) -> str:
        return f"Access(url={self.url!r}, token=...)"

    def admits(self, offered: object) -> bool:
        """Whether a token is the right one; takes the same time for all that are not."""
        return isinstance(offered, str) and hmac.compare_digest(offered.encode(), self.token.encode())


def open_access(folder: Path, url: str, *, certificate: str = "") -> Access:
    """Make the token of a new event, or find that of one that was cut off. Raises LogError."""
    try:
        token = read_access(folder).token
    except ConsoleError:
        token = secrets.token_urlsafe(32)
    content = json.dumps({"url": url, "token": token, "certificate": certificate}).encode() + b"\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / FILE, [content], mode=0o600)
    except OSError as error:
        raise LogError(f"The console's token cannot be kept in {folder}: {error.strerror}.") from error
    return Access(url=url, token=token, certificate=certificate)


def close_access(folder: Path) -> None:
    """Forget the token: the event has ended."""
    (folder / FILE).unlink(missing_ok=True)


def read_access(folder: Path) -> Access:
    """How to reach the event that keeps its logs in a folder. Raises ConsoleError."""
    path = folder / FILE
    try:
        content = _content(path)
        return Access(**{name: str(content[name]) for name in ("url", "token", "certificate")})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConsoleError(
            f"No event is running that keeps its logs in {folder}."
            " Start one with 'footlights live', or name its folder with --log-dir."
        ) from error


def read_token(path: Path) -> str:
    """The token in a file that an event keeps it in, or in a copy of one. Raises ConsoleError."""
    try:
        return str(_content(path)["token"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConsoleError(
            f"There is no token in '{path}'. Give {FILE} from the first server's folder of logs, or a copy."
        ) from error


def _content(path: Path) -> Any:
    content = json.loads(path.read_text(encoding="utf-8"))
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise ConsoleError(f"Others may read {path}: chmod 600 makes it yours alone.")
    return content
