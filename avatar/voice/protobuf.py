"""As much of protobuf's wire format as a network's file needs: fields read and written. Pure."""

from collections.abc import Iterator

_VARINT, _BYTES = 0, 2
_FIXED = {1: 8, 5: 4}
"""Bytes of the wire types of fixed length."""


def fields(message: bytes) -> Iterator[tuple[int, int | bytes, bytes]]:
    """The number, the value and the encoding of every field of a message, in order."""
    at = 0
    while at < len(message):
        start = at
        key, at = _read_varint(message, at)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, at = _read_varint(message, at)
            yield number, value, message[start:at]
            continue
        length = _FIXED.get(wire, 0)
        if wire == _BYTES:
            length, at = _read_varint(message, at)
        elif not length:
            raise ValueError(f"Field {number} has the unknown wire type {wire}.")
        at += length
        yield number, message[at - length : at], message[start:at]


def field(number: int, content: bytes | int) -> bytes:
    """A field as it is written: bytes with their length, or a whole number."""
    if isinstance(content, int):
        return _varint(number << 3 | _VARINT) + _varint(content)
    return _varint(number << 3 | _BYTES) + _varint(len(content)) + content


def _read_varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _varint(number: int) -> bytes:
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*encoded, number])
