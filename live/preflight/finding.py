"""What one check found."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The outcome of one check."""

    name: str
    """What was looked at, such as `Port 8000`."""
    ok: bool
    found: str
    """How it is, in a few words, with figures."""
    remedy: str = ""
    """What to do; empty when all is well."""

    def as_json(self) -> dict[str, str | bool]:
        """The finding as plain JSON values."""
        return asdict(self)
