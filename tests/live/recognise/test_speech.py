"""A real speech model whose step never returns."""

import asyncio
import threading

import numpy as np
import pytest

from live.events import RATE_HZ
from live.recognise.speech import SpeechModel
from live.recognise.worker import HungError

pytestmark = pytest.mark.model


async def test_a_model_that_hangs_is_loaded_once_for_all_rooms_and_goes_on(whisper_tiny):
    # A real step takes a fiftieth of the limit here.
    speech, release = SpeechModel("tiny", whisper_tiny, device="cpu", step_limit_s=5.0), threading.Event()
    rooms = [speech.recogniser(["en"], terms=(), start_s=0.0) for _ in range(2)]
    steps = (speech.run(release.wait), speech.run(rooms[1].step, np.zeros(RATE_HZ, np.float32)))
    outcomes = await asyncio.gather(*steps, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [HungError, HungError]
    before = speech._loaded
    assert await asyncio.gather(speech.restart(), speech.restart()) == [True, True]
    assert speech._loaded is not before
    again = speech.recogniser(["en"], terms=(), start_s=0.0)
    found, _ = await speech.run(again.step, np.zeros(RATE_HZ, np.float32))
    assert found is not None
    release.set()
    speech.close()
