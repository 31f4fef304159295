"""A room that translates: both languages reach the screens and the log."""

import pytest

from live.archive.log import read
from live.archive.session import Session, new_session
from live.config import LogConfig, RoomConfig
from live.room import Room
from live.translation import Translation
from models.errors import ModelError
from tests.live.test_room import FakeSource, FakeSpeech, chunk, sent
from tests.translate.fakes import FakeTranslator
from translate.engine import Translator
from translate.service import Service

SPANISH = "Estas son 0, 0.5, 1 y 1.5."


@pytest.fixture
def session(tmp_path) -> Session:
    return new_session(
        RoomConfig(source="talk.wav", translate_to=("es",)), LogConfig(folder=tmp_path / "sessions")
    )


def translating_room(session: Session, opened) -> Room:
    translation = Translation(Service(opened, ["es"]), ["es"], return_s=0.0)
    return Room(session, FakeSource(*map(chunk, range(4))), FakeSpeech(), translation=translation)


async def test_both_languages_reach_screens_and_log_before_the_session_ends(session):
    messages = sent(session)
    room = translating_room(session, lambda: FakeTranslator(lambda _: SPANISH))
    await room.run()
    finals = [(m["lang"], m["text"]) for m in messages if m["type"] == "line" and m["final"]]
    assert finals == [("en", "w0 w0.5 w1 w1.5"), ("es", SPANISH)]
    assert messages[-1]["state"] == "ended"
    assert room.status().lines == 1
    record = read(session.log.path)
    (spoken,), (translated,) = record.transcript(), record.transcript("es")
    assert (spoken.lang, translated.lang, translated.text) == ("en", "es", SPANISH)
    assert (translated.start_s, translated.end_s) == (spoken.start_s, spoken.end_s)
    assert "00:00:00,000 --> 00:00:02,000" in room.transcript("srt", "es")


async def test_captions_go_on_without_a_translation_model(session):
    def missing() -> Translator:
        raise ModelError("Model 'x' is not installed.")

    messages = sent(session)
    room = translating_room(session, missing)
    await room.run()
    finals = [(m["lang"], m.get("untranslated")) for m in messages if m["type"] == "line" and m["final"]]
    assert finals == [("en", None), ("es", "en")]
    assert [problem.code for problem in room.status().problems] == ["translation_unavailable"]
