"""Why a command was not done: a code for consoles in any language, and a sentence in English. Pure."""

from typing import Any

from live.errors import CommandError, ConfigError, LogError, first_line
from models.errors import FootlightsError


def refused(error: Exception, ref: int | str | None) -> dict[str, Any]:
    """The answer to a command that was not done; `ref` is what its sender calls it."""
    return {"type": "refused", "ref": ref, "code": _code(error), "error": sentence(error)}


def sentence(error: Exception) -> str:
    """Why, for people who read English."""
    return str(error) if isinstance(error, FootlightsError) else f"It failed: {first_line(error)}."


def _code(error: Exception) -> str:
    match error:
        case CommandError(code=code):
            return code
        case LogError():  # The disk did not follow when words were to be erased.
            return "not_erased"
        case ConfigError():  # A language code that there is not.
            return "no_such_language"
        case _:
            return "failed"
