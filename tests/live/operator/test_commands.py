"""Commands from JSON: what is right is read, everything else is refused in words that help."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.errors import CommandError
from live.operator.commands import (
    KINDS,
    AddTerm,
    Delay,
    Edit,
    OffRecord,
    Order,
    Pause,
    Retract,
    Say,
    Start,
    SwitchLanguage,
    read_order,
)

EXAMPLES = {
    "start": {},
    "pause": {"notice": "break", "message": ""},
    "off_record": {"on": True, "back_s": 30},
    "edit": {"line": 41, "text": "Good evening.", "was": "Good eve", "lang": "es"},
    "retract": {"lines": [41, 42]},
    "term": {"term": "Cyberport", "variants": ["cyber port"], "translations": {"es": "Cyberport"}},
    "speaker": {"speaker": "Dr. Chan"},
    "talk": {"talk": 2},
    "language": {"lang": "es", "on": False},
    "delay": {"seconds": 2.5},
    "hold": {"on": True},
    "mask": {"on": True, "words": ["darn"]},
    "say": {
        "id": "a1",
        "text": "Good",
        "interim": " evening",
        "final": False,
        "speaker": "Ava",
        "lang": "en",
    },
    "ignore_sound": {"on": True},
}


def order(**content: object) -> Order:
    return read_order(json.dumps(content))


def test_there_is_an_example_of_every_command():
    assert EXAMPLES.keys() == KINDS.keys()


@pytest.mark.parametrize("name", KINDS)
def test_every_command_is_read(name):
    read = order(command=name, room="main", ref=7, **EXAMPLES[name])
    assert (type(read.command), read.room, read.ref) == (KINDS[name], "main", 7)


def test_what_is_left_out_has_its_default():
    assert order(command="pause") == Order(command=Pause(notice="", message=""))
    assert order(command="off_record", on=True).command == OffRecord(on=True, back_s=0.0)
    assert order(command="term", term="Cyberport").command == AddTerm(term="Cyberport")
    assert order(command="say", id="a", text="Good").command == Say(id="a", text="Good")
    assert order(command="start").command == Start()


def test_values_are_put_in_their_usual_form():
    assert order(command="language", lang="zh_hant_hk", on=True).command == SwitchLanguage(
        lang="zh-Hant-HK", on=True
    )
    assert order(command="edit", line=1, text="two\nlines").command == Edit(line=1, text="two lines")
    assert order(command="retract", lines=[3]).command == Retract(lines=(3,))
    assert order(command="delay", seconds=3).command == Delay(seconds=3.0)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({}, "Unknown command 'None'. Known: start"),
        ({"command": "of_record", "on": True}, "Did you mean 'off_record'?"),
        ({"command": "off_record"}, "'on' is missing"),
        ({"command": "off_record", "on": "yes"}, "must be true or false"),
        ({"command": "off_record", "on": True, "back": 5}, "Did you mean 'back_s'?"),
        ({"command": "delay", "seconds": 11}, "from 0 to 10"),
        ({"command": "delay", "seconds": float("nan")}, "from 0 to 10"),
        ({"command": "delay", "seconds": True}, "from 0 to 10"),
        ({"command": "edit", "line": -1, "text": "x"}, "number of a line"),
        ({"command": "edit", "line": 1, "text": "  "}, "must not be empty"),
        ({"command": "edit", "line": 1, "text": "a" * 1001}, "at most 1000"),
        ({"command": "edit", "line": 1, "text": "a\u0000"}, "cannot be shown"),
        ({"command": "retract", "lines": []}, "1 to 500"),
        ({"command": "pause", "notice": "tea"}, "must be one of soon, break, lunch"),
        ({"command": "language", "lang": "zh-HK", "on": True}, "Did you mean 'zh-Hant-HK'?"),
        ({"command": "term", "term": "x", "translations": {"es": 3}}, "must be a text"),
        ({"command": "start", "room": 3}, "room's name"),
    ],
)
def test_what_is_wrong_is_told_with_the_remedy(content, told):
    with pytest.raises(CommandError, match=told.replace("?", r"\?").replace(".", r"\.")):
        read_order(json.dumps(content))


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_rubbish_is_refused_and_does_no_harm(raw):
    with pytest.raises(CommandError):
        read_order(raw)


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.lists(st.integers() | st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3),
)


@given(st.sampled_from(sorted(KINDS)), st.lists(ANYTHING, min_size=6, max_size=6))
def test_a_command_with_any_values_is_read_or_refused(name, values):
    """Fuzzed: every known key with anything in it."""
    content = dict(zip(EXAMPLES[name], values, strict=False))
    try:
        read = read_order(json.dumps({"command": name, **content}))
    except CommandError:
        return
    assert type(read.command) is KINDS[name]
