import sys
from pathlib import Path

import pytest

from bench.live_run import RunError, run_live

pytestmark = pytest.mark.slow

FAKE = Path(__file__).with_name("fake_live.py")


async def test_a_run_is_logged_from_the_first_sound_to_the_last_word(tmp_path: Path) -> None:
    run = await run_live(
        lambda port: [sys.executable, str(FAKE), str(port)], language="en", folder=tmp_path / "run"
    )

    assert [shown[1:] for shown in run.log] == [
        ("", "Hello"),
        ("Hello", "word"),
        ("Hello", "world"),
        ("Hello world", ""),
    ]
    times_s = [shown.t_s for shown in run.log]
    assert times_s == sorted(times_s)
    assert times_s[0] > 0.2  # after the sound began, whenever the server was asked for the first time
    assert run.decoder_ratio == 0.5
    assert run.memory_max_mib >= run.memory_start_mib > 1.0


async def test_a_server_that_does_not_start_is_told_with_its_own_words(tmp_path: Path) -> None:
    refusing = "import sys; sys.exit('Port in use')"

    with pytest.raises(RunError, match="Port in use"):
        await run_live(lambda _: [sys.executable, "-c", refusing], language="en", folder=tmp_path)
