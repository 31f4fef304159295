"""The protocol's messages, word for word, and what a client may send."""

import json

import pytest

from live.events import Line, Retraction, StateChange
from live.serving import protocol
from live.serving.protocol import Languages, Subscription, parse_subscription
from tests.live.rooms import LANGUAGES


def test_hello_is_as_specified():
    message = protocol.hello(
        room="main",
        session="2026-10-31T09:00:00Z",
        seq=812,
        state="live",
        languages=Languages(source=("en",), target=("zh-Hant-HK",)),
    )
    assert protocol.encode(message).decode() == (
        '{"type":"hello","protocol":1,"room":"main","session":"2026-10-31T09:00:00Z","seq":812,"state":"live",'
        '"languages":[{"code":"en","name":"English","dir":"ltr","source":true},'
        '{"code":"zh-Hant-HK","name":"繁體中文（香港）","dir":"ltr","source":false}]}'
    )


def test_line_is_as_specified():
    line = Line(
        id=41,
        rev=3,
        lang="en",
        text="And so, my fellow",
        interim=" Americans",
        start_s=123.4,
        end_s=125.02,
        audio_s=125.61,
    )
    assert json.loads(protocol.encode(protocol.line(813, line))) == {
        "type": "line",
        "seq": 813,
        "id": 41,
        "rev": 3,
        "lang": "en",
        "text": "And so, my fellow",
        "interim": " Americans",
        "final": False,
        "start_s": 123.40,
        "end_s": 125.02,
        "audio_s": 125.61,
        "speaker": None,
        "corrected": False,
    }


def test_a_translation_that_failed_names_the_language_of_its_text():
    line = Line(id=41, rev=1, lang="es", text="So", start_s=1, end_s=2, audio_s=3, untranslated="en")
    assert protocol.line(814, line)["untranslated"] == "en"


def test_retract_state_and_pong_are_as_specified():
    assert protocol.retract(820, Retraction(ids=(40, 41))) == {"type": "retract", "seq": 820, "ids": [40, 41]}
    assert protocol.state(821, StateChange(state="paused", message="Back after the break")) == {
        "type": "state",
        "seq": 821,
        "state": "paused",
        "message": "Back after the break",
    }
    assert protocol.pong(1730365200.123) == {"type": "pong", "t": 1730365200.123}


@pytest.mark.parametrize("t", [0, 1730365200.123, -5, 2**52])
def test_a_ping_is_understood(t):
    assert protocol.ping_time(json.dumps({"type": "ping", "t": t})) == t


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        "hello",
        "[]",
        "null",
        "{}",
        '{"type":"ping"}',
        '{"type":"ping","t":"1"}',
        '{"type":"ping","t":true}',
        '{"type":"ping","t":NaN}',
        '{"type":"ping","t":1e999}',
        '{"type":"ping","t":' + "9" * 400 + "}",
        '{"type":"retract","ids":[1]}',
        "[" * 4000,
        b"\xff\xfe\x00",
        b"\x00",
    ],
)
def test_anything_else_is_ignored(rubbish):
    assert protocol.ping_time(rubbish) is None


@pytest.mark.parametrize(
    ("query", "languages"),
    [
        ({"lang": ["en"]}, {"en"}),
        ({"lang": ["en", "es"]}, {"en", "es"}),
        ({"lang": ["en,es"]}, {"en", "es"}),
        ({"lang": ["en, ES ,"]}, {"en", "es"}),
        ({"lang": ["zh-hant-hk"]}, {"zh-Hant-HK"}),
        ({}, {"en"}),
        ({"lang": [""]}, {"en"}),
    ],
)
def test_languages_are_repeated_or_separated_by_commas(query, languages):
    assert parse_subscription(query, LANGUAGES).languages == languages


def test_without_lang_a_screen_gets_every_spoken_language():
    spoken = Languages(source=("en", "yue"), target=("es",))
    assert parse_subscription({}, spoken).languages == {"en", "yue"}


def test_an_unknown_language_is_refused_with_the_choices():
    with pytest.raises(LookupError, match=r"Unknown language 'zh-HK'.*en, zh-Hant-HK, es.*'zh-Hant-HK'"):
        parse_subscription({"lang": ["en,zh-HK"]}, LANGUAGES)


@pytest.mark.parametrize("bad", ["", "-1", "1.5", "abc", "٣", "1e3", "9" * 17, " 1"])
def test_a_bad_after_is_refused(bad):
    with pytest.raises(ValueError, match="Bad 'after'"):
        parse_subscription({"after": [bad]}, LANGUAGES)


def test_after_and_page_are_read():
    wants = parse_subscription({"after": ["812"], "page": ["stage"]}, LANGUAGES)
    assert wants == Subscription(languages=frozenset({"en"}), after=812, page="stage")
    assert parse_subscription({"page": ["<script>"]}, LANGUAGES).page == "other"


def test_a_language_both_spoken_and_translated_into_is_listed_once():
    languages = Languages(source=("en", "yue"), target=("yue", "en", "es"))
    assert languages.codes == ("en", "yue", "es")
