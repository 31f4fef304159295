"""Which input is meant by `mic`, `mic:2` or `mic:usb`: pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from live.errors import SourceError


@dataclass(frozen=True, slots=True, kw_only=True)
class InputDevice:
    """An input that the sound system offers."""

    index: int
    name: str
    channels: int
    rate_hz: float
    """The device's own rate."""
    is_default: bool = False


SERVER_INPUTS = ("default", "pipewire", "pulse", "sysdefault")
"""Inputs of a sound server, which copies what it has into as many channels as one asks for."""


def describe(devices: Sequence[InputDevice]) -> str:
    """Lists inputs in one line, for an error."""
    return ", ".join(f"{device.index} '{device.name}'" for device in devices)


def choose(devices: Sequence[InputDevice], wanted: str) -> InputDevice:
    """Finds the input by index, by name or part of it, or the default one when `wanted` is empty.

    Raises SourceError, which lists the inputs there are, when none or more than one fits.
    """
    if not devices:
        raise SourceError("No sound input found. Plug in a microphone or a sound card and try again.")
    found = [device for device in devices if _fits(device, wanted)]
    exact = [device for device in found if device.name.casefold() == wanted.casefold()]
    if not found and not wanted:
        found = [devices[0]]
    if not found:
        raise SourceError(f"Unknown input '{wanted}'. There are: {describe(devices)}.")
    if len(found) > 1 and not exact:
        raise SourceError(f"Input '{wanted}' fits more than one: {describe(found)}. Give its number.")
    return (exact or found)[0]


def _fits(device: InputDevice, wanted: str) -> bool:
    if not wanted:
        return device.is_default
    if wanted.isdecimal():
        return device.index == int(wanted)
    return wanted.casefold() in device.name.casefold()


def check_channel(channel: int | None, channels: int, name: str) -> None:
    """Raises SourceError unless the picked channel, counted from 1, is there."""
    if channel is not None and not 1 <= channel <= channels:
        valid = "only channel 1" if channels == 1 else f"channels 1 to {channels}"
        raise SourceError(f"No channel {channel} in {name}: it has {valid}.")


def channels_to_open(device: InputDevice, channel: int | None) -> int:
    """How many channels are needed to hear the picked one, or all that the device really has."""
    if device.name in SERVER_INPUTS:
        return min(device.channels, max(2, channel or 0))
    return device.channels
