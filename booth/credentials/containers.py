"""JPEG and GIF files as sequences of blocks: metadata out, XMP in, the picture untouched. Pure.

JPEG: ITU-T T.81 annex B, XMP in APP1 (XMP specification part 3, 1.1.3). GIF: GIF89a, XMP in an application
extension with its 258 bytes of trailer (1.1.2).
"""

from collections.abc import Iterator

from booth.errors import PictureError

XMP_HEADER = b"http://ns.adobe.com/xap/1.0/\x00"
KEPT_MARKERS = frozenset({0xE0, 0xE2, 0xEE})
"""APP0, APP2 and APP14, as far as they say how the colours are to be read."""
KEPT_HEADERS = (b"JFIF\x00", b"ICC_PROFILE\x00", b"Adobe")
GIF_TRAILER = b"\x3b"


def mime_of(content: bytes) -> str:
    """Return the type of an image by its first bytes, empty when it is none that can carry credentials."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return ""


def with_xmp(content: bytes, packet: bytes) -> bytes:
    """Return a JPEG or GIF with one XMP packet and without EXIF, comments, thumbnails or other metadata."""
    mime = mime_of(content)
    if mime == "image/jpeg":
        return _jpeg_with_xmp(content, packet)
    if mime == "image/gif":
        return _gif_with_xmp(content, packet)
    raise PictureError("Only JPEG and GIF pictures are signed.")


def _jpeg_with_xmp(content: bytes, packet: bytes) -> bytes:
    body = XMP_HEADER + packet
    segment = b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
    head = [b"\xff\xd8"]
    size = len(head[0])
    for marker, whole in _segments(content):
        size += len(whole)
        if marker < 0xE0 or (marker in KEPT_MARKERS and whole[4:].startswith(KEPT_HEADERS)):
            head.append(whole)
    first = 2 if len(head) > 1 and head[1][1] == 0xE0 else 1
    return b"".join([*head[:first], segment, *head[first:], content[size:]])


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the marker and the bytes of each segment, up to the start of the picture's own data."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            break
        marker = content[at + 1]
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xDA:
            return
        yield marker, content[at:end]
        at = end
    raise PictureError("This JPEG is broken: its header does not lead to a picture.")


def _gif_with_xmp(content: bytes, packet: bytes) -> bytes:
    if not content.endswith(GIF_TRAILER):
        raise PictureError("This GIF is broken: it has no end.")
    magic = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    extension = b"\x21\xff\x0bXMP DataXMP" + packet + magic
    return content[:-1] + extension + GIF_TRAILER
