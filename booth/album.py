"""One guest's approved pictures on record: what there is, for how long, and where it may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from booth.consent import ConsentRecord


class WallState(StrEnum):
    """Whether a picture is on the wall."""

    NO = "no"
    """The guest did not agree to it."""
    WAITING = "waiting"
    """The organiser decides."""
    SHOWN = "shown"
    REFUSED = "refused"


class Piece(StrEnum):
    """A file of an album; the first ones are the guest's to download."""

    PICTURE = "picture.jpg"
    ANIMATION = "picture.gif"
    LOOK = "look.jpg"
    PICTURE_STORY = "picture-story.jpg"
    LOOK_STORY = "look-story.jpg"
    PRINT = "print.jpg"
    ORIGINAL = "original.jpg"
    """Kept only for guests who agreed to the archive."""


FOR_GUESTS = (Piece.LOOK, Piece.PICTURE, Piece.ANIMATION, Piece.LOOK_STORY, Piece.PICTURE_STORY)
"""What the guest's link gives, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """The record of one guest's pictures."""

    id: str
    """Names the folder; says nothing about the code."""
    code_sha256: str
    created_at: datetime
    link_until: datetime
    """When the download link ends; the code still deletes until `keep_until`."""
    keep_until: datetime
    """When it is deleted by itself."""
    consent: ConsentRecord
    format: str
    look: str = ""
    """Id of the look of LOOK, empty when there is none."""
    wall: WallState = WallState.NO
    wall_id: str = ""
    """Names the picture on the wall; leads nowhere else."""
    safe: bool = False
    """Whether the filter or the organiser found it fit for others to see."""
    jobs: tuple[str, ...] = ()
    """Print jobs made of it."""
    copies: int = 0
    """Prints made of it."""

    def to_json(self) -> dict[str, Any]:
        """The record as JSON values."""
        return {
            "id": self.id,
            "code_sha256": self.code_sha256,
            "created_at": self.created_at.isoformat(),
            "link_until": self.link_until.isoformat(),
            "keep_until": self.keep_until.isoformat(),
            "consent": self.consent.to_json(),
            "format": self.format,
            "look": self.look,
            "wall": self.wall.value,
            "wall_id": self.wall_id,
            "safe": self.safe,
            "jobs": list(self.jobs),
            "copies": self.copies,
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """The record that `to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            id=content["id"],
            code_sha256=content["code_sha256"],
            created_at=datetime.fromisoformat(content["created_at"]),
            link_until=datetime.fromisoformat(content["link_until"]),
            keep_until=datetime.fromisoformat(content["keep_until"]),
            consent=ConsentRecord.from_json(content["consent"]),
            format=content["format"],
            look=content["look"],
            wall=WallState(content["wall"]),
            wall_id=content["wall_id"],
            safe=content["safe"],
            jobs=tuple(content["jobs"]),
            copies=content["copies"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Proof that pictures were deleted, without anything of them."""

    id: str
    deleted_at: datetime
    by: str
    """guest, organiser or retention."""
    files: int
    consent_version: str

    def to_json(self) -> dict[str, Any]:
        """The receipt as JSON values."""
        return {
            "receipt": self.id,
            "deleted_at": self.deleted_at.isoformat(timespec="seconds"),
            "by": self.by,
            "files": self.files,
            "consent_version": self.consent_version,
        }
