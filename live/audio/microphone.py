"""A microphone as a source: it is heard again by itself after it was unplugged."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, repeat

from live.audio.decode import Resampler
from live.audio.devices import InputDevice, channels_to_open, check_channel, choose
from live.audio.handoff import Closed, Handoff
from live.audio.level import LevelMeter
from live.audio.portaudio import BLOCK_S, Block, InputStream, SoundSystem
from live.audio.timeline import Timeline
from live.errors import SourceError
from live.events import Chunk, Gap, Samples
from live.status import Problem

CHUNK_SAMPLES = 512
QUEUE_BLOCKS = round(30.0 / BLOCK_S)
"""30 s of sound that wait to be taken; beyond that new sound is dropped and marked with a Gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a microphone waits."""

    first_block_s: float = 5.0
    """For the first sound of an input: sound servers may take two seconds."""
    stall_s: float = 1.0
    """For more sound, before the input counts as away: a silent one still gives samples."""
    retry_delays_s: tuple[float, ...] = (0.25, 0.5, 1.0, 2.0)
    """Before a missing input is looked for again; the last pause repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one call of the audio callback brought."""

    block: Block
    captured_at: float
    lost_s: float
    """Sound dropped just before it, because the queue was full."""


class Ear:
    """The audio callback: it waits for nothing and counts what it must drop."""

    def __init__(self, handoff: Handoff[Heard], rate_hz: float) -> None:
        self._handoff = handoff
        self._rate_hz = rate_hz
        self._lost_s = 0.0

    def __call__(self, block: Block, captured_at: float) -> None:
        """Hands on a block; called in the audio thread."""
        heard = Heard(block=block, captured_at=captured_at, lost_s=self._lost_s)
        self._lost_s = 0.0 if self._handoff.offer(heard) else self._lost_s + len(block) / self._rate_hz


class Microphone:
    """An input of the sound system.

    `wanted` is an index, a name or part of it; empty means the system's default input, whichever it
    is at the time. An input that vanishes is waited for by its name, and a Gap marks the time without
    it. `channel` counts from 1; None takes the mean of all.
    """

    def __init__(
        self,
        system: SoundSystem,
        wanted: str,
        *,
        channel: int | None = None,
        start_s: float = 0.0,
        patience: Patience = Patience(),
    ) -> None:
        self.level = LevelMeter()
        self.problem: Problem | None = None
        self._system = system
        self._channel = channel
        self._patience = patience
        self._timeline = Timeline(start_s, CHUNK_SAMPLES)
        self._closed = asyncio.Event()
        self._handoff: Handoff[Heard] | None = None
        self._device, self._stream = self._find(wanted)
        self._wanted = self._device.name if wanted else ""

    @property
    def name(self) -> str:
        """The input's name, as the sound system has it."""
        return self._device.name

    async def chunks(self) -> AsyncIterator[Chunk | Gap]:
        """Yields the sound until `aclose`; may be called once."""
        away = ""
        try:
            while not self._closed.is_set():
                async for heard in self._listen():
                    for event in self._place(heard, away):
                        yield event
                    away = ""
                for chunk in self._timeline.flush(time.monotonic()):
                    yield chunk
                away = away or f"input '{self.name}' was away"
                await self._reopen()
        finally:
            await self.aclose()

    async def aclose(self) -> None:
        """Closes the input."""
        self._closed.set()
        if self._handoff:
            self._handoff.close()
        await asyncio.to_thread(self._stream.close)

    async def _listen(self) -> AsyncIterator[Heard]:
        """Yields what the open input gives, until it gives no more."""
        handoff: Handoff[Heard] = Handoff(QUEUE_BLOCKS)
        self._handoff = handoff
        self._resampler = Resampler(self._device.rate_hz)
        timeout_s = self._patience.first_block_s
        try:
            self._stream.start(Ear(handoff, self._device.rate_hz))
            while True:
                yield await handoff.get(timeout_s)
                timeout_s = self._patience.stall_s
        except (TimeoutError, Closed, SourceError):
            return
        finally:
            handoff.close()
            await asyncio.to_thread(self._stream.close)

    def _place(self, heard: Heard, away: str) -> Iterator[Chunk | Gap]:
        """Puts a block on the clock; `away` says why the sound had been missing."""
        self.problem = None
        if away:
            first_sample_at = heard.captured_at - len(heard.block) / self._device.rate_hz
            yield self._timeline.resume(first_sample_at, away)
        if heard.lost_s:
            yield from self._timeline.flush(heard.captured_at)
            yield self._timeline.skip(heard.lost_s, "the computer was too busy to take the sound")
        samples = self._resampler.feed(self._mono(heard.block))
        for chunk in self._timeline.feed(samples, heard.captured_at):
            self.level.feed(chunk.samples)
            yield chunk

    def _mono(self, block: Block) -> Samples:
        return block[:, self._channel - 1] if self._channel else block.mean(axis=1)

    async def _reopen(self) -> None:
        """Waits until the input is there again, or the source is closed."""
        reason = "it gives no sound"
        delays_s = self._patience.retry_delays_s
        for delay_s in chain(delays_s, repeat(delays_s[-1])):
            self.problem = Problem(
                code="microphone_away",
                message=f"Input '{self.name}' is away: {reason.rstrip('.')}. "
                "Plug it in again; captions then go on by themselves.",
                stops_captions=True,
            )
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closed.wait(), delay_s)
                return
            try:
                self._device, self._stream = await asyncio.to_thread(self._find_again)
            except SourceError as error:
                reason = str(error)
            else:
                return

    def _find_again(self) -> tuple[InputDevice, InputStream]:
        self._system.refresh()
        return self._find(self._wanted)

    def _find(self, wanted: str) -> tuple[InputDevice, InputStream]:
        device = choose(self._system.inputs(), wanted)
        check_channel(self._channel, device.channels, f"input '{device.name}'")
        return device, self._system.open(device, channels_to_open(device, self._channel))
