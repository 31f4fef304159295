"""All that the booth holds of the guest who stands before it: in memory only, gone with one assignment."""

import secrets
from dataclasses import dataclass, field

from booth.consent import ConsentRecord
from booth.ports import Picture, Rendered


@dataclass(slots=True, kw_only=True)
class Making:
    """A look that is being made."""

    look: str
    done: float = 0.0
    begun_s: float


@dataclass(slots=True, kw_only=True)
class Visit:
    """A guest's shots and what became of them, before approval and while the take-home page is open."""

    shots: list[Picture] = field(default_factory=list)
    consent: ConsentRecord | None = None
    framed: bytes = b""
    """JPEG or GIF, signed."""
    looks: dict[str, bytes] = field(default_factory=dict)
    """Framed JPEGs, signed, by the look that was asked for."""
    rendered: dict[str, list[Rendered]] = field(default_factory=dict)
    """The shots with the last look."""
    shown: dict[str, bytes] = field(default_factory=dict)
    """What the kiosk may fetch, by a random name."""
    making: Making | None = None
    album_id: str = ""
    code: str = ""

    def show(self, image: bytes) -> str:
        """Return a random name under which the kiosk fetches an image until the guest has gone."""
        known = next((name for name, content in self.shown.items() if content is image), None)
        name = known or secrets.token_urlsafe(16)
        self.shown[name] = image
        return name
