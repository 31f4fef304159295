"""Errors of the answers; the tree begins in `models.errors`."""

from models.errors import FootlightsError


class DocumentError(FootlightsError):
    """A document or a programme cannot be read."""

    exit_code = 7
