"""What an operator has set in a room: one frozen value, kept in the log so that a restart goes on with it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSettings:
    """How a room treats what is said in it."""

    delay_s: float = 0.0
    """How long every text waits before anyone sees it."""
    held: bool = False
    """Nothing goes out until it is released."""
    masked: bool = False
    """Bad language is masked."""
    mask_words: tuple[str, ...] = ()
    """Words masked besides the usual ones."""
    ignoring_sound: bool = False
    """What the microphone hears is not captioned."""
    speaker: str = ""
    talk: int = 0
    """Number of the talk in the room's programme, from 1; 0 for none."""
    languages_off: tuple[str, ...] = ()
    """Languages of the translation that are switched off."""

    def as_json(self) -> dict[str, Any]:
        """The settings as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "RoomSettings":
        """The settings that `as_json` gave. Raises TypeError for others."""
        known: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
        }
        return cls(**known)
