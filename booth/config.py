"""`[booth]`: the photo booth's section of an event's TOML file."""

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import AfterValidator, Field, ValidationError

from live.config import EventConfig, Secret, read_content
from live.config.fields import Section, WebAddress
from live.config.mistakes import explain
from live.errors import ConfigError

DATA = user_data_path("footlights", appauthor=False)
DESIGNS = Path(__file__).resolve().parents[1] / "configs" / "booth"
CAMERAS = "browser, v4l2, v4l2:NUMBER, gphoto2 or folder:PATH"


def _camera(value: str) -> str:
    kind, _, where = value.partition(":")
    fits = {"browser": not where, "gphoto2": not where, "v4l2": not where or where.isdecimal()}
    if not fits.get(kind, kind == "folder" and bool(where)):
        raise ValueError(f"'{value}' is no camera. Write {CAMERAS}")
    return value


class BoothConfig(Section):
    """`[booth]`: the photo booth."""

    host: str = Field("0.0.0.0", description="Address to listen on; 127.0.0.1 keeps it on this machine.")  # noqa: S104
    port: int = Field(8010, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    public_url: WebAddress | None = Field(
        None, description="Address under which phones reach the booth, when it is not this machine's own."
    )
    folder: Path = Field(
        DATA / "booth",
        description="Folder of the pictures; nothing of a guest is written anywhere else.",
    )
    camera: Annotated[str, AfterValidator(_camera)] = Field("browser", description=f"{CAMERAS}.")
    organiser_pin: Secret | None = Field(
        None, description="Where the organiser's PIN is kept; without it each start makes one and prints it."
    )
    languages: tuple[str, ...] = Field(
        ("en", "zh-Hant", "zh-Hans", "es", "fr", "de", "ja", "pt", "ko"),
        min_length=1,
        description="Languages that guests choose from, in this order.",
    )
    looks: tuple[str, ...] | None = Field(None, description="Looks that guests may choose; all by default.")
    catalogue: Path = Field(
        DESIGNS / "looks.toml", description="TOML file of the looks; pictures for them lie beside it."
    )
    frames: Path = Field(DESIGNS / "frames", description="Folder of the frames.")
    logo: Path | None = Field(None, description="The event's logo in the frames: an SVG or PNG file.")
    authority: Path = Field(
        DATA / "booth-authority",
        description="Folder of the keys that sign pictures; made when it is missing.",
    )
    consent: Path | None = Field(None, description="TOML file of the event's own consent texts.")
    link_hours: float = Field(48, gt=0, description="Hours that a download link works.")
    keep_days: int = Field(7, ge=1, le=365, description="Days after which every picture is deleted.")
    wall: bool = Field(True, description="Whether guests are asked for the picture wall.")
    archive: bool = Field(True, description="Whether guests are asked for the organiser's archive.")
    moderation: Literal["filter", "all"] = Field(
        "filter", description="What waits for the organiser: what the filter doubts, or every picture."
    )
    printer: str = Field("", description="Name of the CUPS queue; empty for no printer.")
    copies: int = Field(1, ge=1, le=5, description="Prints that a guest may have.")
    sheets: int = Field(400, ge=0, description="Prints of the whole event.")
    free_mb: int = Field(500, ge=0, description="Room on the disk, in MB, below which no picture is taken.")


class _File(Section):
    booth: BoothConfig = BoothConfig()
    event: EventConfig = EventConfig()


def load_booth(path: Path | None) -> tuple[EventConfig, BoothConfig]:
    """The event and its booth, from an event's file or as they are without one. Raises ConfigError."""
    content = read_content(path) if path else {}
    mine = {section: content[section] for section in _File.model_fields if section in content}
    try:
        file = _File.model_validate(mine)
    except ValidationError as error:
        raise ConfigError(" ".join(explain(error, _File, str(path), {}))) from error
    return file.event, file.booth
