"""Errors of translation; the tree is drawn in `models.errors`."""

from models.errors import FootlightsError


class GlossaryError(FootlightsError):
    """The event's glossary cannot be read."""

    exit_code = 2


class EngineError(FootlightsError):
    """The translation model failed while at work: out of memory, a broken driver, a line it cannot take."""

    exit_code = 4
