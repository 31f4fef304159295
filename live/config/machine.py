"""The sections on the machine: how it serves, what it keeps, what it must reach."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from live.archive.folders import DEFAULT_FOLDER
from live.config.fields import Section, WebAddress
from live.serving.limits import Limits


class ServerConfig(Section):
    """`[server]`: where the screens connect."""

    host: str = Field("0.0.0.0", description="Address to listen on; 127.0.0.1 keeps it on this machine.")  # noqa: S104
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    join_url: str = Field("", description="Address in the QR code, when phones reach the laptop by a name.")
    standbys: tuple[WebAddress, ...] = Field(
        (), description="Where standbys serve when this server is gone; the pages try them in turn."
    )
    tls_certificate: Path | None = Field(
        None, description="Certificate (PEM, with those between it and its authority) to serve https with."
    )
    tls_key: Path | None = Field(None, description="Private key of that certificate (PEM, no password).")

    @model_validator(mode="after")
    def _certificate_and_key(self) -> Self:
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError(
                "tls_certificate and tls_key belong together: give both or none. `footlights tls` makes them"
            )
        return self


class LogConfig(Section):
    """`[log]`: where sessions are kept."""

    folder: Path = Field(DEFAULT_FOLDER, description="Folder of the session logs.")
    resume_within_s: float = Field(
        1800,
        ge=0,
        description="A session that was cut off goes on when the restart comes within this many seconds.",
    )


class RecordingConfig(Section):
    """`[recording]`: the sound beside the log."""

    enabled: bool = Field(False, description="Whether the sound is kept, as FLAC, beside each session's log.")


class RetentionConfig(Section):
    """`[retention]`: how long what was said is kept."""

    logs_days: int | None = Field(
        None, ge=1, description="Days after which a session's log is deleted; kept by default."
    )
    recordings_days: int | None = Field(
        None, ge=1, description="Days after which a session's sound is deleted; kept by default."
    )


class LimitsConfig(Section):
    """`[limits]`: how much the server takes on."""

    screens: int = Field(Limits().screens, ge=1, description="Screens connected at once, in all.")
    screens_per_address: int = Field(
        Limits().screens_per_address,
        ge=1,
        description="Screens connected at once from one address; a hall's phones may all share one.",
    )


class TargetsConfig(Section):
    """`[targets]`: what a rehearsal's report holds the event to."""

    delay_p50_s: float = Field(
        1.5, gt=0, description="Median delay in seconds from a word's end to the screen, as spoken."
    )
    delay_p95_s: float = Field(3.0, gt=0, description="The same for 95 of 100 words.")
    translation_p95_s: float = Field(
        8.0, gt=0, description="Delay in seconds to the screen for 95 of 100 translated lines."
    )
    erasure: float = Field(
        0.5, gt=0, description="Words that change or vanish after they were shown, for every final word."
    )
    cpu_percent: float = Field(
        85.0, gt=0, le=100, description="Load of all processor cores together, in percent, on average."
    )
    memory_mib: int = Field(8192, ge=1, description="Memory of the server in MiB at most.")
