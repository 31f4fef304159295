"""The avatar's file: who it is, its voices, and the script of the fireside chat, line by line."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from avatar.errors import ScriptError
from live.config.fields import LanguageCode, Section
from live.config.mistakes import explain

Mood = Literal["neutral", "happy", "serious", "thinking", "listening"]
Background = Literal["transparent", "green", "scene"]

AVATAR = "avatar"
"""Who speaks a line that is the avatar's own."""
LONGEST_LINE = 2000
"""Characters of a line: about two minutes."""


class AvatarConfig(Section):
    """`[avatar]`: what the audience sees beside the face."""

    name: str = Field(
        "Ada", min_length=1, max_length=60, description="The avatar's name, on its card and captions."
    )
    title: str = Field("", max_length=80, description="What it is on this stage.")
    label: str = Field(
        "AI", min_length=2, max_length=40, description="The mark that always stays on the screen."
    )
    background: Background = Field("scene", description="What is behind it.")
    room: str = Field("", description="The room of the captions; without it the event's first.")
    model: str = Field(
        "", max_length=120, description="A GLB or VRM file beside this one: an avatar of your own."
    )


class EngineConfig(Section):
    """`[[voices]]`: a program of your own that speaks."""

    name: str = Field(description="What the director calls it.")
    languages: tuple[LanguageCode, ...] = Field(min_length=1, description="Languages that it speaks.")
    command: tuple[str, ...] = Field(
        min_length=1, description="The program and its arguments; the text comes on its standard input."
    )
    rate_hz: int = Field(24_000, ge=8000, le=48_000, description="Samples a second of what it puts out.")


class LineConfig(Section):
    """`[[lines]]`: a line of the chat."""

    who: str = Field(AVATAR, description="'avatar', or the name of a person, whose line is a cue.")
    text: str = Field(min_length=1, max_length=LONGEST_LINE, description="What is said.")
    lang: LanguageCode = Field("en", description="The language of the text.")
    mood: Mood = Field("neutral", description="The face while it is said.")
    cue: str = Field("", description="A note for the director.")

    @property
    def is_spoken(self) -> bool:
        """Whether it is the avatar's own."""
        return self.who == AVATAR


class Script(Section):
    """A whole chat."""

    title: str = Field("", description="The chat's title, on the director's page.")
    avatar: AvatarConfig = AvatarConfig()
    voices: tuple[EngineConfig, ...] = ()
    lines: tuple[LineConfig, ...] = ()

    def next_spoken(self, at: int) -> int | None:
        """The place of the avatar's next line from a place on, None after the last."""
        return next((n for n in range(at, len(self.lines)) if self.lines[n].is_spoken), None)


def load_script(path: Path) -> Script:
    """Read an avatar's file. Raises ScriptError with the place, the value and the remedy."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return Script.model_validate(content)
    except FileNotFoundError as error:
        raise ScriptError(f"There is no avatar's file '{path}'.") from error
    except ValidationError as error:
        raise ScriptError(" ".join(explain(error, Script, str(path), {})[:5])) from error
    except (OSError, ValueError) as error:
        raise ScriptError(f"Cannot read the avatar's file '{path}': {error}.") from error
