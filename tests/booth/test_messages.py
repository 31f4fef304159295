"""What a kiosk may say; everything else is not heard."""

import json

import pytest

from booth import events as e
from booth.consent import Agreement
from booth.messages import clean_name, parse


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ({"type": "press"}, e.Press()),
        ({"type": "stay"}, "stay"),
        ({"type": "language", "code": "ja"}, e.ChooseLanguage("ja")),
        ({"type": "arrange", "format": "gif"}, e.Arrange(e.Format.GIF)),
        ({"type": "look", "id": "ink"}, e.ChooseLook("ink")),
        ({"type": "camera", "problem": "camera"}, e.Failed("camera")),
        ({"type": "camera", "problem": ""}, e.Recovered()),
        (
            {"type": "agree", "uses": ["keep", "sell"], "adult": True, "name": " Ada\n "},
            e.Agree(Agreement(uses=frozenset({"keep"}), adult=True), "Ada"),
        ),
        (
            {"type": "agree", "uses": "keep", "adult": "yes"},
            e.Agree(Agreement(uses=frozenset(), adult=False)),
        ),
        ({"type": "arrange", "format": "film"}, None),
        ({"type": "saved"}, None),
        ({"type": ["press"]}, None),
        ([], None),
    ],
)
def test_messages_are_understood_or_ignored(message: object, meant: object) -> None:
    assert parse(json.dumps(message)) == meant


def test_what_is_no_json_is_ignored() -> None:
    assert parse("press") is None


def test_names_are_one_short_printable_line() -> None:
    assert clean_name("  Ada\u202e\x00 Lovelace, Countess of Lovelace") == "Ada Lovelace, Countess o"
