"""What a face may report, checked: a page is trusted with numbers and short texts, no more. Pure."""

import json
import math
from typing import Any

from avatar.errors import DirectionError

LONGEST = 300
"""Characters of a text."""
_KEYS: dict[str, dict[str, type]] = {
    "playing": {"utterance": str, "seq": int, "at_s": float},
    "done": {"utterance": str, "seq": int},
    "stopped": {"utterance": str, "seq": int, "at_s": float, "after_ms": float},
    "fps": {"fps": float},
    "avatar": {"title": str, "author": str, "licence": str, "address": str, "problem": str},
}


def read_report(raw: str) -> dict[str, Any]:
    """A report with all its values, of the right kind. Raises DirectionError."""
    try:
        message = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise DirectionError("A face sent what is no JSON.") from error
    if not isinstance(message, dict) or message.get("type") not in _KEYS:
        raise DirectionError("A face sent a message of an unknown type.")
    kinds = _KEYS[message["type"]]
    return {"type": message["type"]} | {key: _value(message.get(key), kind) for key, kind in kinds.items()}


def _value(value: object, kind: type) -> Any:
    if kind is str and isinstance(value, str) and len(value) <= LONGEST:
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value >= 0:
        return kind(value) if kind is not str else _refuse()
    return _refuse()


def _refuse() -> Any:
    raise DirectionError("A face sent a value that is none.")
