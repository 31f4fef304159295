"""Errors of the photo booth.

FootlightsError
└── BoothError             the booth cannot go on until somebody puts it right
    ├── CameraError        a camera is not there, or gives no picture
    ├── PictureError       what was given as a picture is none, or too large
    ├── StoreError         pictures cannot be kept
    ├── LookUnavailable    a look cannot be made now
    └── PrinterError       the printer does not take a picture
"""

from models.errors import FootlightsError


class BoothError(FootlightsError):
    """The booth cannot go on until somebody puts it right."""

    exit_code = 7


class CameraError(BoothError):
    """A camera is not there, or gives no picture."""


class PictureError(BoothError):
    """Something that was given as a picture is none, or is too large to take in."""


class StoreError(BoothError):
    """Pictures cannot be kept: the disk is full or the folder cannot be written."""


class LookUnavailable(BoothError):  # noqa: N818 - a state of the machine, said to the organiser
    """A look cannot be made now: its model is missing, or the memory is full; another one can."""


class PrinterError(BoothError):
    """The printer does not take a picture."""
