"""A live stream over HTTP on which nothing is heard but what a test says, in real time."""

import queue
import socket
import struct
import threading
import time
import wave
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import numpy as np

RATE_HZ = 8_000
PIECE_S = 0.1
LOOK_UP_S = 0.2
PIECE_BYTES = round(RATE_HZ * PIECE_S) * 2
HUSH = np.random.default_rng(1).integers(-3, 4, PIECE_BYTES // 2).astype("<i2").tobytes()
"""A room in which nobody speaks: unlike a recording that was erased, it is not all zeros."""
UNKNOWN = 0xFFFF_FFFF
"""Length of a stream that has no end yet."""
HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\nConnection: close\r\n\r\n"
    + struct.pack(
        "<4sI4s4sIHHIIHH", b"RIFF", UNKNOWN, b"WAVE", b"fmt ", 16, 1, 1, RATE_HZ, 2 * RATE_HZ, 2, 16
    )
    + struct.pack("<4sI", b"data", UNKNOWN)
)


class Broadcast:
    """What goes out, one piece of 0.1 s after the other, to one listener."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(LOOK_UP_S)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/talk.wav"
        self._pieces: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def say(self, clip: Path) -> None:
        """Have a recording of 8 kHz, mono, go out after those before it."""
        with wave.open(str(clip)) as file:
            assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE_HZ, 1, 2)
            sound = file.readframes(file.getnframes())
        for start in range(0, len(sound), PIECE_BYTES):
            self._pieces.put(sound[start : start + PIECE_BYTES].ljust(PIECE_BYTES, b"\0"))

    def close(self) -> None:
        """End the stream."""
        self._over.set()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            with closing(connection), suppress(OSError):  # whoever listens leaves, or comes again
                connection.settimeout(None)
                connection.recv(65_536)
                self._send(connection)

    def _send(self, connection: socket.socket) -> None:
        connection.sendall(HEAD)
        due = time.monotonic()
        while not self._over.is_set():
            connection.sendall(self._next())
            due += PIECE_S
            self._over.wait(max(0.0, due - time.monotonic()))

    def _next(self) -> bytes:
        try:
            return self._pieces.get_nowait()
        except queue.Empty:
            return HUSH


@contextmanager
def on_air() -> Iterator[Broadcast]:
    """Broadcast while the block runs."""
    broadcast = Broadcast()
    try:
        yield broadcast
    finally:
        broadcast.close()
