"""A picture as a PDF of the paper's size, so that every driver prints it the same. Pure."""

from io import BytesIO

from PIL import Image

from booth.errors import PrinterError

DPI = 300
JPEG_QUALITY = 94


def pages(jpeg: bytes, copies: int) -> bytes:
    """Return a PDF with so many pages, upright, of the picture's size at 300 dpi.

    Copies are pages, because not every driver makes the copies that it is asked for.
    Raises PrinterError when it is no picture.
    """
    try:
        image = Image.open(BytesIO(jpeg)).convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise PrinterError("What should be printed is no picture.") from error
    if image.width > image.height:
        image = image.transpose(Image.Transpose.ROTATE_90)
    out = BytesIO()
    image.save(
        out,
        "PDF",
        resolution=DPI,
        quality=JPEG_QUALITY,
        save_all=True,
        append_images=[image] * (copies - 1),
        title="Photo booth",
    )
    return out.getvalue()
