"""The sound system's inputs, through PortAudio: the only file that imports sounddevice.

It is imported when first used, so that everything else works on a machine without PortAudio.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from live.audio.devices import InputDevice
from live.errors import SourceError

BLOCK_S = 0.02
WINDOWS_API = "Windows WASAPI"
"""Windows lists each input once for every API; this one has full names and little delay."""

Block = NDArray[np.float32]
"""Sound as it comes from a device: shape (frames, channels), at the device's rate."""

OnBlock = Callable[[Block, float], None]
"""Takes a block, which is the receiver's to keep, and the monotonic moment of its last sample."""


class InputStream(Protocol):
    """An input that has been opened."""

    def start(self, on_block: OnBlock) -> None:
        """Lets the sound flow to `on_block`, which is called in the audio thread and must not wait."""

    def close(self) -> None:
        """Ends the sound. Never fails, even when the device is gone."""


class SoundSystem(Protocol):
    """What a microphone needs from the sound system."""

    def inputs(self) -> list[InputDevice]:
        """Lists the inputs known since the last refresh."""

    def refresh(self) -> None:
        """Looks for inputs that came or went. It ends every open stream."""

    def open(self, device: InputDevice, channels: int) -> InputStream:
        """Opens that many channels of an input at its own rate; raises SourceError."""


class PortAudio:
    """The real sound system."""

    def __init__(self) -> None:
        self._sd = _sounddevice()

    def inputs(self) -> list[InputDevice]:
        """Lists the inputs of the preferred host API; see `SoundSystem`."""
        apis = self._sd.query_hostapis()
        api = next((api for api in apis if api["name"] == WINDOWS_API), None)
        if api is None and apis:
            api = apis[max(self._sd.default.hostapi, 0)]
        return [self._input(index, api) for index in api["devices"] if self._has_input(index)] if api else []

    def refresh(self) -> None:
        """Starts PortAudio anew: it looks for devices at no other time."""
        try:
            with suppress(self._sd.PortAudioError):
                self._sd._terminate()
            self._sd._initialize()
        except self._sd.PortAudioError as error:
            raise SourceError(f"The sound system does not answer: {error}.") from error

    def open(self, device: InputDevice, channels: int) -> InputStream:
        """Opens an input; see `SoundSystem`."""
        try:
            return PortAudioStream(self._sd, device, channels)
        except self._sd.PortAudioError as error:
            raise SourceError(
                f"Cannot open input {device.index} '{device.name}': {_reason(error)}. "
                "Is another program using it, or is microphone access switched off in the system's settings?"
            ) from error

    def _has_input(self, index: int) -> bool:
        return int(self._sd.query_devices(index)["max_input_channels"]) > 0

    def _input(self, index: int, api: dict[str, Any]) -> InputDevice:
        found = self._sd.query_devices(index)
        return InputDevice(
            index=index,
            name=found["name"],
            channels=found["max_input_channels"],
            rate_hz=found["default_samplerate"],
            is_default=index == api["default_input_device"],
        )


class PortAudioStream:
    """An open PortAudio input."""

    def __init__(self, sounddevice: Any, device: InputDevice, channels: int) -> None:
        self._on_block: OnBlock | None = None
        self._error = sounddevice.PortAudioError
        with _quiet_native_messages():
            self._stream: Any = sounddevice.InputStream(
                device=device.index,
                channels=channels,
                samplerate=device.rate_hz,
                dtype="float32",
                blocksize=round(device.rate_hz * BLOCK_S),
                latency="high",
                callback=self._hear,
            )

    def start(self, on_block: OnBlock) -> None:
        """Lets the sound flow; see `InputStream`."""
        self._on_block = on_block
        try:
            self._stream.start()
        except self._error as error:
            raise SourceError(f"The input does not start: {_reason(error)}.") from error

    def close(self) -> None:
        """Ends the sound; see `InputStream`."""
        stream, self._stream = self._stream, None  # PortAudio must not close a stream twice
        if stream is None:
            return
        with _quiet_native_messages(), suppress(self._error):
            stream.abort()
        with _quiet_native_messages(), suppress(self._error):
            stream.close()

    def _hear(self, block: Block, _frames: int, _time: object, _status: object) -> None:
        if self._on_block:
            self._on_block(block.copy(), time.monotonic())


def _reason(error: Exception) -> str:
    """PortAudio's own words, without those that sounddevice adds."""
    return str(error.args[0]).removeprefix("Error opening InputStream: ") if error.args else str(error)


@contextmanager
def _quiet_native_messages() -> Iterator[None]:
    """Keeps what ALSA and PortAudio print about a missing device off the technician's terminal."""
    sys.stderr.flush()
    saved = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)


def _sounddevice() -> Any:
    try:
        import sounddevice  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise SourceError(
            "The Python package 'sounddevice' is missing. Install it: pip install sounddevice"
        ) from error
    except OSError as error:
        raise SourceError(
            "PortAudio is missing, which microphones need. Install it: "
            "'sudo apt install libportaudio2' (Debian, Ubuntu), 'sudo dnf install portaudio' (Fedora), "
            "'brew install portaudio' (macOS)."
        ) from error
    return sounddevice
