"""WebSocket frames as the server sends them: encoded once, for any number of screens. Pure."""

from websockets.frames import Frame, Opcode


def text_frame(payload: bytes) -> bytes:
    """A whole text message of UTF-8 as one frame, as it goes over a connection without extensions."""
    return Frame(Opcode.TEXT, payload).serialize(mask=False)


def ping_frame(payload: bytes) -> bytes:
    """A ping, which the other side answers with the same payload of at most 125 bytes."""
    return Frame(Opcode.PING, payload).serialize(mask=False)
