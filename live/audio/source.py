"""Where the sound comes from: one interface for microphones, files and streams."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from live.audio.decode import Decoder
from live.audio.devices import check_channel, choose
from live.audio.level import LevelMeter
from live.audio.media import MediaSource
from live.audio.microphone import Microphone
from live.audio.portaudio import PortAudio
from live.errors import SourceError
from live.events import Chunk, Gap
from live.no_sound import NO_SOUND, NoSound
from live.status import Problem

SCHEMES = ("http", "https", "rtmp", "rtmps", "rtp", "rtsp", "rtsps", "srt", "tcp", "udp")


class Source(Protocol):
    """Sound on the session's clock."""

    @property
    def name(self) -> str:
        """The microphone, file or address, in words."""

    @property
    def level(self) -> LevelMeter:
        """The level of what `chunks` has yielded."""

    @property
    def problem(self) -> Problem | None:
        """What is wrong while the device or stream is away."""

    def chunks(self) -> AsyncIterator[Chunk | Gap]:
        """Yields 16 kHz mono sound until it ends; may be called once.

        Chunks of a microphone, and of anything in real time, have 512 samples (32 ms), of others a
        multiple of that; one before a gap or the end may be shorter. Times are seamless: each begins
        where the last one ended.
        """

    async def aclose(self) -> None:
        """Stops the sound; `chunks` then ends."""


def open_source(
    spec: str, *, realtime: bool = True, start_s: float = 0.0, channel: int | None = None
) -> Source:
    """Opens `mic`, `mic:INDEX`, `mic:PART OF NAME`, a file, a URL, or `none` for a room without sound.

    A file plays from `start_s` on; for anything else that is where the session's clock starts.
    Without `realtime` a file comes as fast as it is taken. `channel` counts from 1; None mixes all.
    Raises SourceError when it cannot be heard, saying what there is instead.
    """
    if spec == NO_SOUND:
        return NoSound(start_s=start_s)
    if spec == "mic" or spec.startswith("mic:"):
        wanted = spec.partition(":")[2].strip()
        return Microphone(PortAudio(), wanted, channel=channel, start_s=start_s)
    name, location = _stream_address(spec) if "://" in spec else _file(spec)

    def open_decoder(from_s: float) -> Decoder:
        return Decoder(location, name=name, channel=channel, start_s=from_s)

    return MediaSource(open_decoder, name=name, realtime=realtime, start_s=start_s)


async def check_source(spec: str, *, channel: int | None = None) -> None:
    """Raises SourceError for what cannot be heard; opens no microphone and no network connection."""
    if spec == "mic" or spec.startswith("mic:"):
        device = choose(PortAudio().inputs(), spec.partition(":")[2].strip())
        check_channel(channel, device.channels, f"input '{device.name}'")
    elif "://" in spec:
        _stream_address(spec)
    elif spec != NO_SOUND:
        await open_source(spec, channel=channel).aclose()


def describe(spec: str) -> str:
    """What a source is called in logs: never with a password."""
    if plays_from_start(spec):
        return Path(spec).name
    return _stream_address(spec)[0] if "://" in spec else spec


def plays_from_start(spec: str) -> bool:
    """Whether a source is a file, which waits for whoever plays it; all others run on by themselves."""
    return not (spec in {"mic", NO_SOUND} or spec.startswith("mic:") or "://" in spec)


def _stream_address(url: str) -> tuple[str, str]:
    """Returns the address without its password, for people, and as it is."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise SourceError(f"Bad address '{url}': {error}.") from error
    if parts.scheme not in SCHEMES:
        raise SourceError(f"Bad address '{url}': '{parts.scheme}' is none of {', '.join(SCHEMES)}.")
    if not host:
        raise SourceError(f"Bad address '{url}': no host after '{parts.scheme}://'.")
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl(), url


def _file(spec: str) -> tuple[str, str]:
    """Returns the file's name, for people, and its location."""
    path = Path(spec).expanduser()
    try:
        size_bytes = path.stat().st_size
        if path.is_dir():
            raise SourceError(f"'{path}' is a folder. Give a sound or video file in it.")
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise SourceError(f"No such file: '{path}'. Give a file, a URL, mic or mic:NAME.") from error
    except OSError as error:
        raise SourceError(f"Cannot read '{path}': {error.strerror}.") from error
    if size_bytes == 0:
        raise SourceError(f"'{path}' is empty.")
    return f"'{path.name}'", f"file:{path}"
