"""What can be wrong with a room itself, in words for the technician. Pure."""

from live.errors import first_line
from live.status import Problem


def broken_off(error: Exception) -> Problem:
    """A fault ended the room; its session is open."""
    return Problem(
        code="room_failed",
        message=f"Captions broke off: {first_line(error).rstrip('.')}."
        " Start Footlights again with the same command: the session goes on.",
        stops_captions=True,
    )


def held_at_end(lines: int, within_s: float) -> Problem:
    """All is said, and a moderator holds the end of it."""
    return Problem(
        code="held_at_end",
        message=f"The sound has ended and {lines} texts are held: release them on the console (H) within"
        f" {within_s:.0f} s, or nobody will see them.",
    )


def never_released(lines: int) -> Problem:
    """Nobody let the last lines out in time."""
    return Problem(
        code="never_released",
        message=f"{lines} texts were held to the end and not released: nobody has seen them,"
        " and they are gone.",
    )
