"""Where logs lie: a folder for each room in one folder for all."""

import re
from pathlib import Path

from live.errors import ConfigError

DEFAULT_FOLDER = Path("sessions")
"""Where logs go unless the command or the config names a folder."""
_ROOM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def room_name(room: str) -> str:
    """The room's name, if it can be the name of a folder everywhere; ConfigError otherwise."""
    if not _ROOM.fullmatch(room) or _WINDOWS_DEVICES.fullmatch(room):
        raise ConfigError(
            f"Room name '{room}' cannot be used: take 1 to 64 letters a-z, digits, '-' and '_',"
            " such as 'main'."
        )
    return room
