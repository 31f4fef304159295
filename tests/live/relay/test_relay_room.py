"""A relay's room and the messages it is made from."""

import json

import pytest

from live.events import Line, Retraction, StateChange
from live.hub import Hub
from live.relay.room import SILENT_AFTER_S, RelayRoom
from live.relay.rooms import newest
from live.serving.messages import event_of, languages_of
from live.serving.protocol import Languages
from tests.live.rooms import LANGUAGES, STATUS, a_hub, a_line


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def a_relay(hub: Hub, clock: Clock | None = None) -> RelayRoom:
    description = {"run": "1", "session": hub.session, "languages": hub.languages.as_json()}
    news = {"number": 1, "status": STATUS.as_json()}
    return RelayRoom("main", description, news, clock=clock or Clock())


def fed(hub: Hub, relay: RelayRoom) -> None:
    """Have the relay take what the hub publishes."""
    hub.subscribe(lambda message: relay.take(json.loads(message.data)))


def test_every_message_becomes_the_event_that_it_tells():
    hub, seen = a_hub(), []
    hub.subscribe(lambda message: seen.append(event_of(json.loads(message.data))))
    events = [a_line(1, interim=" and", untranslated="en"), StateChange(state="paused", message="Lunch")]
    hub.publish(events[0])
    hub.publish_state(events[1])
    hub.retract(Retraction(ids=(1,)))
    assert seen == [*events, Retraction(ids=(1,))]
    assert isinstance(seen[0], Line)
    assert event_of(json.loads(hub.hello().data)) is None


@pytest.mark.parametrize(
    "message", [{"type": "line", "id": 1}, {"type": "retract", "ids": 4}, {"type": "state"}]
)
def test_a_message_that_cannot_be_read_is_told(message):
    with pytest.raises(ValueError, match="cannot be read"):
        event_of(message)


def test_languages_survive_the_way_through_hello():
    assert languages_of(LANGUAGES.as_json()) == LANGUAGES
    assert languages_of([{"code": "xx-unknown"}]) == Languages(source=())


def test_numbers_are_those_of_the_server_and_nothing_comes_twice():
    hub = a_hub(seq=700)
    relay = a_relay(hub)
    fed(hub, relay)
    message = hub.publish(a_line(1))
    hub.publish(a_line(1, 1, text="Line 1. More", final=True))
    assert message is not None
    relay.take(json.loads(message.data))
    assert relay.hub.seq == hub.seq == 702
    assert "More" in relay.transcript("txt", "en")


def test_a_line_corrected_after_its_translation_is_still_the_one_that_was_spoken():
    hub = a_hub()
    hub.publish(a_line(1, final=True))
    hub.publish(a_line(1, 1, lang="es", text="Línea.", final=True))
    hub.publish(a_line(1, 2, text="Corrected.", final=True, corrected=True))
    relay = a_relay(hub)
    for message in hub.changed_since(-1, hub.languages.codes):
        relay.take(json.loads(message.data))
    assert relay.transcript("txt", None) == "Corrected.\n"


def test_lines_taken_back_are_in_no_transcript():
    hub = a_hub()
    relay = a_relay(hub)
    fed(hub, relay)
    hub.publish(a_line(1, final=True))
    hub.retract(Retraction(ids=(1,)))
    assert relay.transcript("txt", None) == ""


def test_of_revisions_that_come_together_the_last_is_enough():
    def line(seq: int, id: int, lang: str = "en") -> tuple[str, dict]:
        return "main", {"type": "line", "seq": seq, "id": id, "lang": lang}

    retracted = ("main", {"type": "retract", "seq": 5, "ids": [1]})
    found = [line(1, 1), line(2, 2), line(3, 1, "es"), line(4, 2), retracted, line(6, 2), line(7, 3)]
    assert newest(found) == [line(1, 1), line(3, 1, "es"), retracted, line(6, 2), line(7, 3)]


def test_a_server_that_falls_silent_is_told_and_forgiven():
    clock = Clock()
    relay = a_relay(a_hub(), clock)
    clock.now_s = SILENT_AFTER_S + 1
    relay.tell({"number": 1, "status": STATUS.as_json()})
    assert [problem.code for problem in relay.status().problems] == ["server_silent"]
    relay.tell({"number": 2, "status": STATUS.as_json()})
    assert not relay.status().problems
