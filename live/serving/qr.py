"""QR codes of an address, for screens and for a terminal."""

from io import BytesIO, StringIO

import segno


def qr_svg(address: str) -> bytes:
    """Return a QR code as an SVG that fills its box: dark on white, with the margin scanners need."""
    out = BytesIO()
    segno.make_qr(address, error="m").save(
        out, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False, title=address
    )
    return out.getvalue()


def qr_terminal(address: str) -> str:
    """Return a QR code as lines of text for a terminal: half blocks, two rows of the code to a line."""
    out = StringIO()
    segno.make_qr(address, error="l").terminal(out, border=2, compact=True)
    return out.getvalue()
