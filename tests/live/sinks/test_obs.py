"""The text file for OBS."""

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from live.config import ObsSink
from live.events import Retraction
from live.hub import Hub
from live.sinks.obs import ObsFile
from tests.live.rooms import a_hub, a_line

pytestmark = pytest.mark.slow


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@asynccontextmanager
async def writing(hub: Hub, path: Path, clock: Clock, **options):
    sink = ObsFile(hub, ObsSink(file=path, **options), clock=clock)
    task = asyncio.create_task(sink.run())
    try:
        yield sink
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def holds(path: Path, text: str) -> None:
    def content() -> str:
        return path.read_text(encoding="utf-8") if path.exists() else ""

    async with asyncio.timeout(60):
        while content() != text:  # noqa: ASYNC110 - OBS has nothing else to go by
            await asyncio.sleep(0.01)


async def test_the_file_holds_the_latest_committed_words(tmp_path):
    hub, path = a_hub(), tmp_path / "obs.txt"
    async with writing(hub, path, Clock()):
        await holds(path, "\n")
        for number in (1, 2):
            hub.publish(a_line(number, final=True))
        hub.publish(a_line(3, text="你好", interim=" and more"))
        hub.publish(a_line(4, text="", interim=" only guessed"))
        await holds(path, "你好\n")
        hub.publish(a_line(4, 1, text="Known"))
        await holds(path, "你好\nKnown\n")
    assert [file.name for file in tmp_path.iterdir()] == ["obs.txt"]


async def test_what_is_taken_back_vanishes_at_once_even_from_a_delayed_file(tmp_path):
    hub, path, clock = a_hub(), tmp_path / "obs.txt", Clock()
    async with writing(hub, path, clock, delay_s=5.0):
        hub.publish(a_line(1, text="secret", final=True))
        clock.now_s = 5.0
        hub.publish(a_line(2, text="fine", final=True))
        await holds(path, "secret\n")
        hub.retract(Retraction(ids=(1,)))
        await holds(path, "\n")
        clock.now_s = 10.0
        hub.publish(a_line(3, text="later", final=True))
        await holds(path, "fine\n")


async def test_the_last_words_are_written_at_the_end_without_waiting_out_the_delay(tmp_path):
    hub, path = a_hub(), tmp_path / "obs.txt"
    async with writing(hub, path, Clock(), delay_s=60.0) as sink:
        hub.publish(a_line(1, text="goodbye", final=True))
        await holds(path, "\n")
    await sink.finish()
    assert path.read_text(encoding="utf-8") == "goodbye\n"


async def test_a_folder_that_is_missing_is_told_and_waited_for(tmp_path):
    hub, path = a_hub(), tmp_path / "stream" / "obs.txt"
    async with writing(hub, path, Clock()) as sink:
        while sink.problem is None:  # noqa: ASYNC110 - set by the sink's task
            await asyncio.sleep(0.01)
        assert sink.problem.code == "obs_file"
        path.parent.mkdir()
        await holds(path, "\n")
