"""The sound of each room: is it there, and is it fit to be captioned?"""

import asyncio
from collections.abc import Callable

import numpy as np

from live.audio.source import Source, check_source, open_source, plays_from_start
from live.config import RoomConfig
from live.events import RATE_HZ, Gap, Samples
from live.preflight.finding import Finding
from live.preflight.sound import Sound, measure
from models.errors import FootlightsError

LISTEN_S = 3.0
PATIENCE_S = 15.0
"""For sound to come at all: network streams need several seconds."""

Open = Callable[[RoomConfig], Source]


def _open(room: RoomConfig) -> Source:
    return open_source(room.source, channel=room.channel)


async def check_sound(room: RoomConfig, open_sound: Open = _open) -> Finding:
    """Listen to a room for three seconds; of a file only that it can be played."""
    title = f"Sound of {room.name}"
    try:
        await check_source(room.source, channel=room.channel)
        if plays_from_start(room.source):
            return Finding(name=title, ok=True, found=f"the file {room.source} can be played")
        source = open_sound(room)
        samples = await _listen(source)
    except FootlightsError as error:
        found, _, remedy = str(error).partition(". ")
        return Finding(name=title, ok=False, found=found, remedy=remedy or "List them: footlights devices")
    if samples is None:
        return Finding(
            name=title,
            ok=False,
            found=f"{source.name} gives no sound",
            remedy="Plug it in again, or allow the terminal to use the microphone in the system's settings.",
        )
    return judge(title, source.name, measure(samples))


def judge(title: str, source: str, sound: Sound) -> Finding:
    """Whether sound is fit to be captioned."""
    level = f"{source}, {sound.rms_dbfs:.0f} dBFS, peak {sound.peak_dbfs:.0f}"
    if sound.silent:
        found, remedy = "silent", "Unmute the microphone or its channel, or choose another input."
    elif sound.clipped:
        found, remedy = "clipping", "Turn the gain down until the peaks stay below -6 dBFS."
    elif sound.hum_hz is not None:
        found = f"mains hum of {sound.hum_hz} Hz at {sound.hum_dbfs:.0f} dBFS"
        remedy = "Use a balanced cable or a DI box, and keep sound cables away from power cables."
    else:
        return Finding(name=title, ok=True, found=level)
    return Finding(name=title, ok=False, found=f"{found} ({level})", remedy=remedy)


async def _listen(source: Source) -> Samples | None:
    """Three seconds of a source; None when it gives none."""
    heard: list[Samples] = []
    try:
        async with asyncio.timeout(PATIENCE_S):
            async for event in source.chunks():
                if not isinstance(event, Gap):
                    heard.append(event.samples)
                if sum(map(len, heard)) >= LISTEN_S * RATE_HZ:
                    break
    except TimeoutError:
        pass
    finally:
        await source.aclose()
    return np.concatenate(heard) if heard else None
