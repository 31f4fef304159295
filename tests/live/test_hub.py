"""The hub's numbers, memory and catch-up."""

import json

import pytest

from live.events import Retraction, StateChange
from live.hub import RECENT_LINES, Hub
from live.serving.outbox import Message
from tests.live.rooms import LANGUAGES, a_hub, a_line

ENGLISH = frozenset({"en"})


def bodies(messages: list[Message]) -> list[dict]:
    return [json.loads(message.data) for message in messages]


def test_numbers_rise_by_one_whatever_is_published():
    hub = a_hub()
    seqs = [
        hub.publish(a_line(1)).seq,
        hub.publish(a_line(1, lang="es")).seq,
        hub.publish_state(StateChange(state="paused")).seq,
        hub.retract(Retraction(ids=(1,))).seq,
    ]
    assert seqs == [1, 2, 3, 4]


def test_a_resumed_session_goes_on_above_its_old_numbers():
    hub = a_hub(seq=5000)
    hub.publish(a_line(1), seq=812)
    assert hub.seq == 5000
    assert hub.publish(a_line(2)).seq == 5001
    assert [m["seq"] for m in bodies(hub.changed_since(812, ENGLISH))] == [5001]
    assert [m["seq"] for m in bodies(hub.changed_since(0, ENGLISH))] == [812, 5001]


def test_listeners_get_every_message():
    hub, heard = a_hub(), []
    hub.subscribe(heard.append)
    published = [hub.publish(a_line(1)), hub.publish_state(StateChange(state="ended"))]
    assert heard == published


def test_a_message_carries_its_own_number():
    message = a_hub(seq=99).publish(a_line(1))
    assert json.loads(message.data)["seq"] == message.seq == 100


def test_only_interim_words_may_be_dropped():
    hub = a_hub()
    assert not hub.publish(a_line(1, text="", interim="perhaps")).committed
    assert hub.publish(a_line(1, 1, text="Yes", interim=" perhaps")).committed
    assert hub.publish(a_line(2, text="", interim="", final=True)).committed
    assert hub.publish(a_line(3, text="", interim="")).committed, "words that vanish must vanish everywhere"


def test_a_line_in_a_language_the_room_has_not_is_a_fault_of_ours():
    with pytest.raises(ValueError, match=r"'fr'.*en, zh-Hant-HK, es"):
        a_hub().publish(a_line(1, lang="fr"))


def test_catch_up_gives_each_changed_line_once_at_its_latest_revision():
    hub = a_hub()
    for rev in range(10):
        hub.publish(a_line(1, rev))
        hub.publish(a_line(2, rev))
    hub.publish(a_line(1, 10))
    caught_up = bodies(hub.changed_since(5, ENGLISH))
    assert [(m["id"], m["rev"]) for m in caught_up] == [(2, 9), (1, 10)]


def test_catch_up_gives_only_the_languages_asked_for():
    hub = a_hub()
    hub.publish(a_line(1))
    hub.publish(a_line(1, lang="es"))
    hub.publish(a_line(1, lang="zh-Hant-HK"))
    assert [m["lang"] for m in bodies(hub.changed_since(0, {"en", "es"}))] == ["en", "es"]


def test_catch_up_tells_what_was_taken_back_and_the_state():
    hub = a_hub()
    seen = hub.publish(a_line(1)).seq
    hub.publish(a_line(2))
    hub.retract(Retraction(ids=(1, 2)))
    hub.publish_state(StateChange(state="paused"))
    hub.publish_state(StateChange(state="live"))
    assert [(m["type"], m.get("state")) for m in bodies(hub.changed_since(seen, ENGLISH))] == [
        ("retract", None),
        ("state", "live"),
    ]


def test_a_line_taken_back_stays_away_even_when_its_translation_is_late():
    hub = a_hub()
    hub.publish(a_line(1))
    hub.retract(Retraction(ids=(1,)))
    assert hub.publish(a_line(1, lang="es")) is None
    assert bodies(hub.recent({"en", "es"})) == []


def test_a_new_screen_gets_the_last_lines_of_each_language():
    hub = a_hub()
    for number in range(100):
        hub.publish(a_line(number))
        hub.publish(a_line(number, lang="es"))
    recent = bodies(hub.recent({"en", "es"}))
    assert len(recent) == 2 * RECENT_LINES
    assert {m["id"] for m in recent} == set(range(100 - RECENT_LINES, 100))
    assert [m["seq"] for m in recent] == sorted(m["seq"] for m in recent)


def test_a_correction_of_an_old_line_does_not_make_it_recent():
    hub = a_hub()
    for number in range(100):
        hub.publish(a_line(number))
    hub.publish(a_line(3, 1, corrected=True))
    assert 3 not in {m["id"] for m in bodies(hub.recent(ENGLISH))}
    assert [m["id"] for m in bodies(hub.changed_since(100, ENGLISH))] == [3]


def test_a_new_screen_learns_why_the_room_is_quiet():
    hub = a_hub()
    hub.publish_state(StateChange(state="paused", message="Back at three"))
    assert bodies(hub.recent(ENGLISH))[0]["message"] == "Back at three"
    assert json.loads(hub.hello().data)["state"] == "paused"


@pytest.mark.parametrize("after", [None, 9_999])
def test_a_screen_from_another_session_is_a_new_screen(after):
    hub = a_hub()
    hub.publish(a_line(1, final=True))
    assert bodies(hub.backlog(after, ENGLISH)) == bodies(hub.recent(ENGLISH))


def test_an_open_line_comes_again_so_that_screens_may_clear_interim_words():
    hub = a_hub()
    hub.publish(a_line(1, final=True))
    open_line = hub.publish(a_line(2, interim=" and"))
    newer = hub.publish(a_line(3, final=True))
    assert hub.backlog(open_line.seq, ENGLISH) == [open_line, newer]
    assert hub.backlog(newer.seq, ENGLISH) == [open_line]
    hub.publish(a_line(2, 1, final=True))
    assert hub.backlog(hub.seq, ENGLISH) == []


def test_sixty_lines_catch_up():
    hub = a_hub()
    seen = hub.publish(a_line(0, final=True)).seq
    for number in range(1, 61):
        hub.publish(a_line(number, 0, text="", interim="words"))
        hub.publish(a_line(number, 1, final=True))
    assert [m["id"] for m in bodies(hub.backlog(seen, ENGLISH))] == list(range(1, 61))


def test_memory_is_bounded():
    hub = Hub("main", session="today", languages=LANGUAGES, max_changes=50)
    for number in range(200):
        hub.publish(a_line(number))
    assert [m["id"] for m in bodies(hub.changed_since(0, ENGLISH))] == list(range(150, 200))
