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
    """JPEG or GIF; signed when it is kept."""
    looks: dict[str, bytes] = field(default_factory=dict)
    """Framed JPEGs by the look that was asked for; signed when they are kept."""
    rendered: dict[str, list[Rendered]] = field(default_factory=dict)
    """The shots by the look that was asked for, as the print and the story need them."""
    shown: dict[str, bytes] = field(default_factory=dict)
    """What the kiosk may fetch, by a random name."""
    making: Making | None = None
    album_id: str = ""
    code: str = ""

    def pictures(self, look: str) -> list[Picture]:
        """The shots with a look, or as they were taken when it is none or not made."""
        return [made.picture for made in self.rendered.get(look, ())] or self.shots

    def changed_with_ai(self, look: str) -> bool:
        """Whether AI changed a look's pictures: the substitute's, where one was made."""
        return any(made.look.changes_with_ai for made in self.rendered.get(look, ()))

    def show(self, image: bytes) -> str:
        """Return a random name under which the kiosk fetches an image until the guest has gone."""
        known = next((name for name, content in self.shown.items() if content is image), None)
        name = known or secrets.token_urlsafe(16)
        self.shown[name] = image
        return name
