"""Follows the captions of the stage, for the last thing that somebody asked."""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from live.text.sentences import ends_sentence

KEPT = 40
"""Lines of the stage that are remembered; a question is never further back."""
RETRY_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody on the stage asked."""

    text: str
    lang: str
    speaker: str = ""


class Stage:
    """The last lines that people said on stage, in the order in which they were said."""

    def __init__(self, avatar: str) -> None:
        self._avatar = avatar
        self._lines: OrderedDict[int, dict[str, Any]] = OrderedDict()

    def take(self, message: dict[str, Any]) -> None:
        """Take in a message of the caption protocol."""
        if message["type"] == "retract":
            for line_id in message["ids"]:
                self._lines.pop(line_id, None)
        elif message["type"] == "line" and message["speaker"] != self._avatar:
            self._lines[message["id"]] = message
            while len(self._lines) > KEPT:
                self._lines.popitem(last=False)

    @property
    def question(self) -> Question | None:
        """The last question; the last sentence, where nothing asks. None before anybody has spoken."""
        lines = [line for line in self._lines.values() if line["text"] or line["interim"]]
        if not lines:
            return None
        lang = lines[-1]["lang"]
        together = [line for line in lines if line["lang"] == lang]
        text = join((line["text"] + line["interim"] for line in together), lang)
        sentences = cut(text, lang)
        asked = [sentence for sentence in sentences if sentence.rstrip("\"'”’」』 ").endswith(("?", "？"))]
        return Question(text=(asked or sentences)[-1], lang=lang, speaker=lines[-1]["speaker"] or "")


def join(texts: Any, lang: str) -> str:
    """Lines as one text, with a space between them where the language writes one."""
    return ("" if lang.partition("-")[0] in {"zh", "yue", "ja"} else " ").join(text.strip() for text in texts)


def cut(text: str, lang: str) -> list[str]:
    """The sentences of a text."""
    ends = [at for at in range(1, len(text)) if ends_sentence(text[:at], text[at:], lang)]
    return [
        piece for a, b in zip([0, *ends], [*ends, len(text)], strict=True) if (piece := text[a:b].strip())
    ]


async def follow(address: Callable[[], str], stage: Stage, on_change: Callable[[], None]) -> None:
    """Take in a room's captions until cancelled; `address` is asked anew for every connection."""
    while True:
        with suppress(OSError, WebSocketException, ValueError):
            async with connect(address(), compression=None) as socket:
                async for data in socket:
                    stage.take(json.loads(data))
                    on_change()
        await asyncio.sleep(RETRY_S)


def captions_address(console: str, room: str) -> str:
    """Where the captions of a room are, from the console's address."""
    parts = urlsplit(console)
    query = urlencode({"page": "other", **({"room": room} if room else {})})
    return urlunsplit((parts.scheme, parts.netloc, "/captions", query, ""))
