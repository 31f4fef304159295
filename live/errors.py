"""Errors of the live captions; the tree is drawn in `models.errors`."""

from models.errors import FootlightsError


class ConfigError(FootlightsError):
    """A setting or an option is wrong."""

    exit_code = 2


class SourceError(FootlightsError):
    """The sound cannot be opened or read."""

    exit_code = 3


class ServerError(FootlightsError):
    """The port or the address cannot be used."""

    exit_code = 5


class LogError(FootlightsError):
    """The log folder cannot be written."""

    exit_code = 6


class CommandError(FootlightsError):
    """An operator's command cannot be done as it was given.

    `code` is a stable name of the reason, by which a console tells it in another language.
    """

    exit_code = 2

    def __init__(self, message: str, *, code: str = "malformed") -> None:
        super().__init__(message)
        self.code = code


class ConsoleError(FootlightsError):
    """The console of a running event cannot be reached, or does not let us in."""

    exit_code = 5


def first_line(error: BaseException) -> str:
    """What an error of a library says, on one line; its kind when it says nothing."""
    return next(iter(str(error).splitlines()), type(error).__name__)
