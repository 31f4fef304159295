"""`[[sinks.KIND]]`: where captions go besides the screens."""

from pathlib import Path

from pydantic import Field

from live.config.fields import LanguageCode, RoomName, Section, WebAddress
from live.config.secret import Secret


class Sink(Section):
    """What every sink has."""

    room: RoomName | None = Field(None, description="Room whose captions go there; the first one by default.")
    language: LanguageCode | None = Field(
        None, description="Language of the captions; as they are spoken by default."
    )
    delay_s: float = Field(
        0.0, ge=0.0, le=60.0, description="Seconds to hold captions back, so that they fit a delayed picture."
    )


class ObsSink(Sink):
    """`[[sinks.obs]]`: a text file with the latest lines, for a text source of OBS."""

    file: Path = Field(description="Text file that OBS reads.")
    lines: int = Field(2, ge=1, le=10, description="How many of the latest lines it holds.")


class ZoomSink(Sink):
    """`[[sinks.zoom]]`: closed captions of a Zoom meeting, by its caption API token."""

    url: Secret = Field(
        description="Where the API token that Zoom's host copies is kept: file:PATH or env:NAME."
    )


class YoutubeSink(Sink):
    """`[[sinks.youtube]]`: captions of a YouTube live stream."""

    url: Secret = Field(
        description="Where the caption ingestion URL of the stream is kept: file:PATH or env:NAME."
    )


class WebhookSink(Sink):
    """`[[sinks.webhook]]`: every final line as JSON to a server of yours."""

    url: WebAddress = Field(description="Address that gets a POST for every final line.")
    signing_key: Secret | None = Field(
        None, description="Key of the signature (HMAC-SHA256) in each request: file:PATH or env:NAME."
    )


class HlsSink(Sink):
    """`[[sinks.hls]]`: WebVTT segments and their playlist, for an HLS packager."""

    folder: Path = Field(description="Folder of the segments and the playlist.")
    segment_s: float = Field(6.0, ge=1.0, le=30.0, description="Length of a segment in seconds.")
    mpegts: int = Field(
        900_000, ge=0, description="Time stamp of the picture, in ticks of 90 kHz, when the captions start."
    )


class SinksConfig(Section):
    """`[sinks]`: a list for each kind."""

    obs: tuple[ObsSink, ...] = Field((), description="Text files for OBS.")
    zoom: tuple[ZoomSink, ...] = Field((), description="Zoom meetings.")
    youtube: tuple[YoutubeSink, ...] = Field((), description="YouTube live streams.")
    webhook: tuple[WebhookSink, ...] = Field((), description="Servers of yours.")
    hls: tuple[HlsSink, ...] = Field((), description="WebVTT segments for HLS.")
