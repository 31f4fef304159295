"""`[[rooms]]`: what is heard, and how it is recognised and translated."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from live.config.fields import LanguageCode, RoomName, Section
from models import event


class RoomConfig(Section):
    """`[[rooms]]`: one stage."""

    name: RoomName = Field("main", description="Name in addresses: letters, digits, '-' and '_'.")
    source: str = Field("mic", description="mic, mic:NUMBER, mic:PART OF NAME, a file, a URL, or none.")
    channel: int | None = Field(
        None, ge=1, description="Channel to hear, counted from 1; without it all are mixed."
    )
    languages: tuple[LanguageCode, ...] = Field(
        ("en",), min_length=1, description="Languages spoken; with several, each utterance's is detected."
    )
    model: str = Field(event.SPEECH, description="Speech model: a catalogue id or a directory.")
    device: Literal["auto", "cpu", "cuda"] = Field("auto", description="Where the speech model runs.")
    threads: int = Field(
        2, ge=1, le=16, description="CPU threads of the speech model; for small ones more do not help."
    )
    terms: tuple[str, ...] = Field(
        (), description="Names and terms of the event that recognition should prefer."
    )
    translate_to: tuple[LanguageCode, ...] = Field(
        (),
        description="Languages to translate into, such as zh-Hant-HK and es. Where several are spoken, name"
        " those too: readers of one get what is said in the others.",
    )
    translation_model: str = Field(
        event.TRANSLATION, description="Translation model: a catalogue id or a directory."
    )
    glossary: Path | None = Field(
        None, description="CSV file of names and terms, and how they are written in each language."
    )

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Every language that can be read here, those spoken first."""
        return tuple(dict.fromkeys(self.languages + self.translate_to))
