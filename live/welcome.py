"""What the technician reads when captions start and end: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from urllib.parse import urlencode

from live.serving.addresses import base_url
from live.serving.qr import qr_terminal
from live.status import RoomStatus

EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - to recognise it, not to listen on it
HERE_ONLY = "127.0.0.1"
ENDING = "Ending: the last words are still recognised and translated. Ctrl-C again ends at once."
NO_NETWORK = "This machine is in no network: no phone can reach it. Connect it, then start again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the screens find this machine."""

    base: str
    """Such as `http://192.168.1.20:8000`."""
    join: str
    """What phones are given, in the QR code too."""
    warning: str = ""
    """Why phones cannot come."""


def find_addresses(
    host: str, port: int, join_url: str, lan: Sequence[str], *, secure: bool = False
) -> Addresses:
    """The addresses of a server on `host`; `lan` are this machine's own, the likeliest first."""
    everywhere = host in EVERYWHERE
    base = base_url(next(iter(lan), HERE_ONLY) if everywhere else host, port, secure=secure)
    warning = NO_NETWORK if everywhere and not lan and not join_url else ""
    return Addresses(base=base, join=join_url or f"{base}/", warning=warning)


def started(addresses: Addresses, rooms: Sequence[str], *, console: str = "") -> str:
    """The code to scan, and where every screen goes; `console` is the operator's address, token included."""
    lines = ["", qr_terminal(addresses.join)]
    for room in rooms:
        query = f"?{urlencode({'room': room})}" if len(rooms) > 1 else ""
        lines += ["", f"  Room {room}"] if query else []
        lines += [
            f"  Phones      {addresses.join}{query}",
            f"  Big screen  {addresses.base}/stage{query}",
            f"  OBS         {addresses.base}/overlay{query}",
        ]
    lines += [""] if len(rooms) > 1 else []
    lines += [f"  You         {addresses.base}/status"]
    lines += (
        [f"  Console     {console}", "              Keep this one to yourself: it runs the show."]
        if console
        else []
    )
    lines += [""]
    lines += [f"Attention: {addresses.warning}"] if addresses.warning else []
    return "\n".join([*lines, "Captions are running. Ctrl-C ends them."])


def ended(status: RoomStatus, log: Path) -> str:
    """What came of a session, how to get at it, and what is still wrong: a full disk lacks its last lines."""
    lines = [
        f"Room {status.room}: {status.words} words in {status.lines} lines since the start.",
        f"  Subtitles: footlights export {quote(str(log))} --out {status.room}.srt",
        *(f"  Attention: {problem.message}" for problem in status.problems),
    ]
    return "\n".join(lines)
