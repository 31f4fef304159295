"""Three rooms in one process, each with its own sound; one of them loses its sound for a while."""

import pytest

from live.archive.log import read, sessions
from live.config import Config, LogConfig, RoomConfig, ServerConfig
from live.stage import Options, serve
from tests.live.audio.test_network import HttpServer
from tests.live.running import plain_words, word_error_rate
from tests.speech import FOREIGN_WORDS, foreign_clip, speech_clip

pytestmark = [pytest.mark.model, pytest.mark.slow]


async def test_a_room_that_loses_its_sound_goes_on_and_the_others_notice_nothing(
    whisper_tiny, whisper_base, tmp_path
):
    english, short = speech_clip("demo-moreinfo"), speech_clip("vm-msginstruct")
    body = short.path.read_bytes()
    server = HttpServer(body, [len(body) // 2, len(body)], ranges=True)
    rooms = (
        RoomConfig(name="main", source=str(english.path), model=str(whisper_tiny)),
        RoomConfig(
            name="spanish", source=str(foreign_clip("es")), model=str(whisper_base), languages=("es",)
        ),
        RoomConfig(name="far", source=server.url, model=str(whisper_tiny)),
    )
    config = Config(
        server=ServerConfig(host="127.0.0.1", port=0), log=LogConfig(folder=tmp_path), rooms=rooms
    )
    await serve(config, Options(exit_at_end=True), tell=lambda _: None)
    texts = {}
    for room in rooms:
        [log] = sessions(tmp_path, room.name)
        record = read(log)
        assert record.state.state == "ended"
        texts[room.name] = " ".join(line.text for line in record.transcript())
    assert word_error_rate(english.text, texts["main"]) < 0.25
    assert set(FOREIGN_WORDS["es"]) & set(plain_words(texts["spanish"]))
    # Half of it came before the connection was lost, the rest after it was back.
    assert plain_words(texts["far"])[-1:] == ["pound"]
    assert word_error_rate(short.text, texts["far"]) < 0.35
