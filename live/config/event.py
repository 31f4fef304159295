"""`[event]`, `[branding]` and `[[programme]]`: what the pages show, and who speaks when."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from live.config.fields import Colour, Moment, RoomName, Section

CONTRAST_MIN = 7.0
"""Contrast that text needs on its background, as WCAG 2.2 asks for at level AAA (1.4.6),"""
CONTRAST_LARGE_MIN = 4.5
"""and large text."""


class EventConfig(Section):
    """`[event]`: what the pages show."""

    name: str = Field("", description="The event's name, on the pages and between talks.")
    place: str = Field("", description="Where it is, for the report.")


class BrandingConfig(Section):
    """`[branding]`: the event's own look."""

    logo: Path | None = Field(
        None,
        description="Logo on the big screen between talks and on phones: an SVG, PNG, WebP or JPEG file.",
    )
    background: Colour | None = Field(None, description="Background of the big screen, such as #0b1f3a.")
    text: Colour | None = Field(None, description="Captions on that background; the contrast must be 7:1.")
    accent: Colour | None = Field(
        None, description="Second language and address on that background; the contrast must be 4.5:1."
    )

    @model_validator(mode="after")
    def _readable(self) -> Self:
        given = {self.background is None, self.text is None, self.accent is None}
        if len(given) > 1:
            raise ValueError("background, text and accent belong together: give all three or none")
        for name, colour, least in (
            ("text", self.text, CONTRAST_MIN),
            ("accent", self.accent, CONTRAST_LARGE_MIN),
        ):
            if colour and self.background and (found := contrast(self.background, colour)) < least:
                raise ValueError(
                    f"{name} {colour} on background {self.background} has a contrast of {found:.1f}:1;"
                    f" it needs {least:g}:1. Make one lighter or the other darker"
                )
        return self


class SpeakerConfig(Section):
    """A speaker of a talk."""

    name: str = Field(min_length=1, description="Name, as on the big screen.")
    title: str = Field("", description="What the speaker is, such as Chief Data Officer.")
    organisation: str = Field("", description="Whom the speaker belongs to.")


class TalkConfig(Section):
    """`[[programme]]`: one talk."""

    title: str = Field(min_length=1, description="Title of the talk.")
    room: RoomName | None = Field(None, description="Room of the talk; the first one by default.")
    start: Moment = Field(description="When it begins: 2025-10-31T09:00:00, or with +08:00 at its end.")
    end: Moment = Field(description="When it ends.")
    speakers: tuple[SpeakerConfig, ...] = Field((), description="Who speaks: a list of { name, title }.")
    terms: tuple[str, ...] = Field(
        (), description="Names and terms of the talk that recognition should prefer."
    )

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end <= self.start:
            raise ValueError(
                f"'{self.title}' ends at {self.end:%H:%M}, before it starts at {self.start:%H:%M}"
            )
        return self


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1.0 to 21.0 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
