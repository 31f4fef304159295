"""Errors of the avatar; the tree is drawn in `models.errors`."""

from models.errors import FootlightsError


class ScriptError(FootlightsError):
    """The avatar's file is wrong."""

    exit_code = 2


class DirectionError(FootlightsError):
    """The director wants what cannot be done."""
