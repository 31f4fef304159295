"""Errors of the avatar; the tree is drawn in `models.errors`."""

from models.errors import FootlightsError


class VoiceError(FootlightsError):
    """A voice is unknown, lacks something, or failed to speak."""
