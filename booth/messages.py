"""What the kiosk's page may say, as events of the flow: pure, and deaf to everything else."""

import json
from collections.abc import Callable
from typing import Any, Literal

from booth import events
from booth.consent import USES, Agreement

Wish = Literal["stay", "snap", "print"]
"""What is no step of the flow: the guest is still there; this machine's camera takes the shot; a print."""

GUEST_NAME_CHARS = 24
SIMPLE: dict[str, events.Event | Wish] = {
    "press": events.Press(),
    "back": events.Back(),
    "retake": events.Retake(),
    "delete": events.Delete(),
    "stay": "stay",
    "snap": "snap",
    "print": "print",
}
PROBLEMS = ("camera", "dark")
"""What a browser's camera may complain of."""


def parse(text: str) -> events.Event | Wish | None:
    """Return what a message of the kiosk means, None when it means nothing."""
    try:
        message = json.loads(text)
    except ValueError:
        return None
    if not isinstance(message, dict):
        return None
    reader = _READERS.get(_text(message.get("type")))
    return reader(message) if reader else SIMPLE.get(_text(message.get("type")))


def _language(message: dict[str, Any]) -> events.ChooseLanguage:
    return events.ChooseLanguage(_text(message.get("code")))


def _arrange(message: dict[str, Any]) -> events.Arrange | None:
    wanted = _text(message.get("format"))
    known = wanted in set(events.Format)
    return events.Arrange(events.Format(wanted), _text(message.get("layout"))) if known else None


def _look(message: dict[str, Any]) -> events.ChooseLook:
    return events.ChooseLook(_text(message.get("id")))


def _camera(message: dict[str, Any]) -> events.Failed | events.Recovered:
    problem = message.get("problem")
    return events.Failed(problem) if problem in PROBLEMS else events.Recovered()


def _agree(message: dict[str, Any]) -> events.Agree:
    uses = message.get("uses")
    agreed = frozenset(use for use in USES if isinstance(uses, list) and use in uses)
    return events.Agree(
        Agreement(uses=agreed, adult=message.get("adult") is True), clean_name(_text(message.get("name")))
    )


def clean_name(typed: str) -> str:
    """A guest's name as it is written on the picture: one short line of printable characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in typed).split())[:GUEST_NAME_CHARS].strip()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


_READERS: dict[str, Callable[[dict[str, Any]], events.Event | None]] = {
    "language": _language,
    "agree": _agree,
    "arrange": _arrange,
    "look": _look,
    "camera": _camera,
}
