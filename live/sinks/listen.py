"""What a sink hears of a room: the events of one language."""

import json
from collections.abc import Callable

from live.events import Line
from live.hub import Hub
from live.serving.messages import Event, event_of
from live.serving.outbox import Message


def listen(hub: Hub, language: str | None, take: Callable[[Event], None]) -> None:
    """Have `take` called with every line in a language, and with what concerns all lines.

    It begins with what the hub knows already. Without `language`, lines come as they were spoken.
    """
    spoken: dict[int, str] = {}

    def hear(message: Message) -> None:
        event = event_of(json.loads(message.data))
        if isinstance(event, Line):
            if event.lang in hub.languages.source:
                spoken.setdefault(event.id, event.lang)
            if event.lang != (language or spoken.get(event.id)):
                return
        if event is not None:
            take(event)

    for message in hub.changed_since(-1, hub.languages.codes):
        hear(message)
    hub.subscribe(hear)
