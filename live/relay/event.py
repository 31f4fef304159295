"""What a relay shows of an event besides its captions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from live.serving.static import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayedEvent:
    """An event as its pages present it, the same on every server."""

    name: str = ""
    standbys: tuple[str, ...] = ()
    """Where the pages go on when their server is gone."""
    branding: Mapping[str, Content] = field(default_factory=dict)
    """Files of its own look, by their path."""

    def as_json(self) -> dict[str, Any]:
        """What stands in the description of every room; the files do not."""
        return {"event": self.name, "standbys": list(self.standbys)}

    @classmethod
    def read(cls, description: Mapping[str, Any], branding: Mapping[str, Content]) -> "RelayedEvent":
        """The event that the description of a room tells."""
        return cls(name=description["event"], standbys=tuple(description["standbys"]), branding=branding)
