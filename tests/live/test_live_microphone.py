"""A real sound device through the real `footlights live`."""

import pytest

from tests.live.running import Screen, footlights_live
from tests.microphone import VirtualMicrophone
from tests.speech import speech_clip

pytestmark = [pytest.mark.model, pytest.mark.microphone, pytest.mark.slow]


async def test_a_microphone_is_captioned_unplugged_and_captioned_again(
    virtual_microphone: VirtualMicrophone, whisper_tiny, tmp_path
):
    clip = speech_clip("tt-weasels")
    async with footlights_live(whisper_tiny, tmp_path, "--source", "mic") as live:
        screen = Screen()
        virtual_microphone.play(clip.path)
        await screen.read(live.port, until=lambda screen: "system" in screen.text)

        virtual_microphone.unplug()
        await live.told("Attention, room main: Input")
        virtual_microphone.plug()
        await live.told("Over, room main: microphone away.")

        virtual_microphone.play(clip.path)
        await screen.read(live.port, until=lambda screen: screen.text.count("system") == 2)
        lines = [line for line in screen.lines.values() if "system" in line["text"]]
    assert lines[1]["start_s"] > lines[0]["end_s"]


async def test_an_unknown_microphone_is_refused_with_those_there_are(
    virtual_microphone: VirtualMicrophone, whisper_tiny, tmp_path
):
    with pytest.raises(AssertionError, match=r"Unknown input 'rode'\. There are: .*'(pulse|default)'"):
        async with footlights_live(whisper_tiny, tmp_path, "--source", "mic:rode"):
            pass
