"""Files and streams as a source: decoded in a thread, played at the speed of speech."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from itertools import chain, repeat

from live.audio.decode import Decoded, Decoder
from live.audio.handoff import Closed, Handoff
from live.audio.level import LevelMeter
from live.audio.timeline import Timeline
from live.errors import SourceError
from live.events import RATE_HZ, Chunk, Gap
from live.status import Problem

REALTIME_CHUNK_SAMPLES = 512
FAST_CHUNK_SAMPLES = 16 * 512
QUEUE_CHUNKS = 64
"""Decoded chunks that wait to be taken; when they are that many, the decoder waits."""
RETRY_DELAYS_S = (0.5, 1.0, 2.0, 5.0)
"""Pauses before a broken stream is tried again; the last one repeats."""

OpenDecoder = Callable[[float], Decoder]
"""Opens the file or stream from a number of seconds on; raises SourceError."""


class MediaSource:
    """A file or stream that is played.

    In real time a chunk of a file is handed out when its last sample would have been spoken, by an
    absolute schedule, and that moment is its `captured_at`. A live stream that breaks off is opened
    again until it comes back, with a Gap; a file that is fetched over a network goes on where it was.
    """

    def __init__(
        self,
        open_decoder: OpenDecoder,
        *,
        name: str,
        realtime: bool,
        start_s: float,
        retry_delays_s: tuple[float, ...] = RETRY_DELAYS_S,
    ) -> None:
        self.name = name
        self.level = LevelMeter()
        self.problem: Problem | None = None
        self._open = open_decoder
        self._decoder = open_decoder(start_s)
        self._duration_s = self._decoder.duration_s
        self._live = self._duration_s is None
        self._realtime = realtime
        self._retry_delays_s = retry_delays_s
        self._paced = realtime and (not self._live or self._decoder.comes_in_bursts)
        self._timeline = Timeline(start_s, REALTIME_CHUNK_SAMPLES if realtime else FAST_CHUNK_SAMPLES)
        self._stopped = threading.Event()
        self._handoff: Handoff[Chunk | Gap] | None = None
        self._blocks = self._first_sound()

    async def chunks(self) -> AsyncIterator[Chunk | Gap]:
        """Yields the sound until it ends; may be called once."""
        handoff: Handoff[Chunk | Gap] = Handoff(QUEUE_CHUNKS)
        self._handoff = handoff
        threading.Thread(target=self._decode, args=(handoff,), name="decoder", daemon=True).start()
        zero_at: float | None = None
        try:
            while not self._stopped.is_set():
                event = await handoff.get()
                if zero_at is None:
                    zero_at = time.monotonic() - event.start_s
                yield await self._release(event, zero_at)
        except Closed:
            return
        finally:
            await self.aclose()

    async def aclose(self) -> None:
        """Stops; a read that hangs on the network ends by its own time limit."""
        self._stopped.set()
        if self._handoff:
            self._handoff.close()
        else:
            self._decoder.close()

    def _first_sound(self) -> Iterator[Decoded]:
        """Decodes ahead to the first sound, so that what has none fails at once."""
        blocks = self._decoder.blocks()
        for block in blocks:
            if len(block.samples):
                return chain([block], blocks)
        self._decoder.close()
        raise SourceError(f"No sound in {self.name}: its sound track is empty or cannot be decoded.")

    async def _release(self, event: Chunk | Gap, zero_at: float) -> Chunk | Gap:
        """Waits until the event is due, and dates it."""
        if self._paced:
            due_at = zero_at + event.end_s
            await asyncio.sleep(max(0.0, due_at - time.monotonic()))
        else:
            due_at = time.monotonic()
        if isinstance(event, Gap):
            return event
        self.level.feed(event.samples)
        return replace(event, captured_at=due_at) if self._paced or not self._realtime else event

    def _decode(self, handoff: Handoff[Chunk | Gap]) -> None:
        """Runs in the decoder's thread."""
        failure: Exception | None = None
        try:
            for event in self._events():
                if not handoff.put(event):
                    break
        except Exception as error:  # noqa: BLE001 - the thread's edge: whoever takes the chunks gets it
            failure = error
        finally:
            self._decoder.close()
            handoff.close(failure)

    def _events(self) -> Iterator[Chunk | Gap]:
        reason = ""
        while True:
            try:
                for block in self._blocks:
                    yield from self._place(block, reason)
                    reason = ""
                broke_off = self._live
                reason = f"{self.name} ended"
            except SourceError as error:
                broke_off = True
                reason = str(error)
            yield from self._timeline.flush(time.monotonic())
            if not (broke_off and self._reconnect(reason)):
                return

    def _place(self, block: Decoded, reason: str) -> Iterator[Chunk | Gap]:
        """Puts decoded sound on the clock; `reason` says why the stream had been away."""
        now = time.monotonic()
        self.problem = None
        if reason and self._live:
            yield self._timeline.resume(now - len(block.samples) / RATE_HZ, reason)
        if block.missing_s:
            yield from self._timeline.flush(now)
            yield self._timeline.skip(block.missing_s, f"part of {self.name} cannot be read")
        yield from self._timeline.feed(block.samples, now)

    def _reconnect(self, reason: str) -> bool:
        """Opens the stream again, however long it takes; says False when it is over for good."""
        self._decoder.close()
        if self._duration_s is not None and self._timeline.end_s >= self._duration_s:
            return False
        for delay_s in chain(self._retry_delays_s, repeat(self._retry_delays_s[-1])):
            self.problem = Problem(
                code="stream_away",
                message=f"{reason.rstrip('.')}. Trying again; check the sender and the network.",
                stops_captions=True,
            )
            if self._stopped.wait(delay_s):
                return False
            try:
                self._decoder = self._open(0.0 if self._live else self._timeline.end_s)
            except SourceError as error:
                reason = str(error)
                continue
            self._blocks = self._decoder.blocks()
            return self._live == (self._decoder.duration_s is None)
        return False
