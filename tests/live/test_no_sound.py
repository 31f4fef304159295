"""A room without sound."""

from live.audio.source import check_source, describe, open_source, plays_from_start
from live.no_sound import NoSound, NoSpeech


async def test_its_clock_runs_until_it_is_closed():
    source = NoSound(start_s=10.0, chunk_s=0.01)
    starts = []
    async for chunk in source.chunks():
        starts.append(round(chunk.start_s, 2))
        if len(starts) == 3:
            await source.aclose()
    assert starts == [10.0, 10.01, 10.02]


async def test_it_is_the_source_none():
    await check_source("none")
    assert isinstance(open_source("none"), NoSound)
    assert (describe("none"), plays_from_start("none")) == ("none", False)


async def test_its_speech_model_hears_nothing_and_knows_every_language():
    speech = NoSpeech()
    found, _ = await speech.run(speech.recogniser(["yue"], terms=(), start_s=0.0).finish)
    assert (found, "yue" in speech.languages) == ([], True)
