"""Zoom, YouTube and a webhook see every line once and in order, through all that may go wrong."""

import asyncio
import hmac
import json
import re
from collections.abc import Iterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from live.config import Secret, WebhookSink, YoutubeSink, ZoomSink
from live.events import Retraction
from live.hub import Hub
from live.sinks.lines import FinalLines
from live.sinks.progress import Progress
from live.sinks.sender import LineSender, Service
from live.sinks.webhook import SIGNATURE, Webhook
from live.sinks.youtube import Youtube
from live.sinks.zoom import Zoom
from tests.live.rooms import a_hub, a_line
from tests.live.sinks.services import CaptionService, serving

pytestmark = pytest.mark.slow

TIMEOUT_S = 60.0
IMPATIENT_S = 0.2
"""Shorter than the service's slow answer."""


@pytest.fixture
def service() -> Iterator[CaptionService]:
    with serving(CaptionService()) as service:
        yield service


@pytest.fixture
def secret(service: CaptionService, tmp_path: Path) -> Secret:
    path = tmp_path / "address.txt"
    path.write_text(service.url + "\n", encoding="utf-8")
    return Secret("file", str(path))


def copy(url: str, secret: Secret) -> None:
    """Put an address where the secret is kept."""
    Path(secret.where).write_text(url, encoding="utf-8")


def zoom(secret: Secret, timeout_s: float = TIMEOUT_S) -> Zoom:
    return Zoom(ZoomSink.model_construct(url=secret), timeout_s=timeout_s)


def youtube(secret: Secret, timeout_s: float = TIMEOUT_S) -> Youtube:
    return Youtube(
        YoutubeSink.model_construct(url=secret),
        lambda line: 1_793_437_200 + line.start_s,
        timeout_s=timeout_s,
    )


@asynccontextmanager
async def sending(
    service: Service,
    hub: Hub,
    folder: Path,
    language: str | None = None,
    *,
    delay_s: float = 0.0,
    finish_s: float = TIMEOUT_S,
):
    """Send a hub's lines while the block runs; pauses are as short as can be."""
    progress = Progress.open(folder / "progress.json", hub.session, 0)
    lines = FinalLines(hub, language, delay_s=delay_s, after_id=progress.after_id)
    sender = LineSender(service, lines, progress, pause=lambda _s: asyncio.sleep(0.01), finish_s=finish_s)
    task = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def say(hub: Hub, *numbers: int) -> None:
    for number in numbers:
        hub.publish(a_line(number))
        hub.publish(a_line(number, 1, final=True))


async def arrived(service: CaptionService, count: int) -> None:
    await asyncio.to_thread(service.wait_for_lines, count)


FAULTS = (400, 500, "lost", 503, "slow", 302, 403, "lost", 429, 405)


@pytest.mark.parametrize("make", [zoom, youtube], ids=["zoom", "youtube"])
async def test_every_line_comes_once_and_in_order_through_failures(make, service, secret, tmp_path):
    hub = a_hub()
    service.faults.extend(FAULTS)
    async with sending(make(secret, IMPATIENT_S), hub, tmp_path) as sender:
        say(hub, *range(1, 9))
        await arrived(service, 8)
        await asyncio.wait_for(sender.idle.wait(), 60)
        assert sender.problem is None
    texts = [re.search(r"Line \d\.", line) for line in service.lines]
    assert [match[0] for match in texts if match] == [f"Line {number}." for number in range(1, 9)]
    assert not service.holes
    assert service.requests > 8


async def test_zoom_is_told_in_its_own_words(service, secret, tmp_path):
    hub = a_hub()
    async with sending(zoom(secret), hub, tmp_path, "zh-Hant-HK"):
        hub.publish(a_line(1, text="Hello", final=True))
        hub.publish(a_line(1, 1, lang="zh-Hant-HK", text="你好", final=True))
        await arrived(service, 1)
    assert service.lines == ["你好\n"]
    assert service.queries[0]["lang"] == ["zh-HK"]
    assert service.queries[0]["signature"] == ["s3cret"]
    assert service.headers[0]["Content-Type"].startswith("text/plain")


async def test_lines_said_before_the_meeting_starts_come_when_it_does(service, secret, tmp_path):
    hub, service.started = a_hub(), False
    async with sending(zoom(secret), hub, tmp_path) as sender:
        say(hub, 1, 2)
        while sender.problem is None:  # noqa: ASYNC110 - it is set by what the service answers
            await asyncio.sleep(0.01)
        assert sender.problem.code == "zoom_failing"
        assert sender.problem.message == (
            "Zoom does not take captions: the meeting has not started, or is over."
            f" Start it, or copy another meeting's API token to {secret}."
            " Lines waiting: 2; they are sent as soon as it takes them."
        )
        service.started = True
        await arrived(service, 2)
    assert service.lines == ["Line 1.\n", "Line 2.\n"]


async def test_the_end_waits_for_a_line_that_an_operator_could_still_take_back(service, secret, tmp_path):
    hub = a_hub()
    async with sending(zoom(secret), hub, tmp_path, delay_s=0.1) as sender:
        await asyncio.wait_for(sender.idle.wait(), 60)
        say(hub, 1)
        await sender.finish()
        assert service.lines == ["Line 1.\n"]


async def test_the_end_waits_for_nothing_when_its_last_line_was_taken_back(service, secret, tmp_path):
    """It would wait for ever: the delay here is longer than any test."""
    hub = a_hub()
    async with sending(zoom(secret), hub, tmp_path, delay_s=100_000.0) as sender:
        await asyncio.wait_for(sender.idle.wait(), 60)
        say(hub, 1)
        end = asyncio.create_task(sender.finish())
        await asyncio.sleep(0)
        hub.retract(Retraction(ids=(1,)))
        await asyncio.wait_for(end, 60)
        assert sender.problem is None
    assert service.requests == 0


async def test_lines_that_a_meeting_never_got_are_told_at_the_end(service, secret, tmp_path):
    """It never started, or was over first: nothing is promised any more."""
    hub, service.started = a_hub(), False
    async with sending(zoom(secret), hub, tmp_path, finish_s=0.1) as sender:
        say(hub, 1, 2)
        await sender.finish()
    assert sender.problem is not None
    assert sender.problem.message == (
        "Zoom did not take the last captions: the meeting has not started, or is over."
        " Lines that it never got: 2; the log has them."
    )


async def test_youtube_is_told_when_a_line_was_said(service, secret, tmp_path):
    hub = a_hub()
    async with sending(youtube(secret), hub, tmp_path):
        hub.publish(a_line(1, text="One <b>\ntwo", final=True))
        await arrived(service, 1)
    moment, text, end = service.lines[0].split("\n")
    assert re.fullmatch(r"2026-10-31T\d\d:00:01\.000 region:reg1#cue1", moment)
    assert (text, end) == ("One ‹b› two", "")


@pytest.mark.parametrize("make", [zoom, youtube], ids=["zoom", "youtube"])
async def test_a_restart_neither_repeats_nor_leaves_out_a_line(make, service, secret, tmp_path):
    """The answer to line 2 was lost with the process; line 3 was said and not sent."""
    hub = a_hub()
    async with sending(make(secret), hub, tmp_path) as sender:
        say(hub, 1)
        await asyncio.wait_for(sender.idle.wait(), 60)
        await arrived(service, 1)
        service.faults.extend(["lost"] + [500] * 1000)
        say(hub, 2)
        await arrived(service, 2)
    say(hub, 3)
    service.faults.clear()
    async with sending(make(secret), hub, tmp_path):
        await arrived(service, 3)
    assert [line.count(f"Line {n}.") for n, line in enumerate(service.lines, 1)] == [1, 1, 1]
    assert not service.holes


async def test_another_meeting_counts_anew(service, secret, tmp_path):
    hub = a_hub()
    async with sending(zoom(secret), hub, tmp_path) as sender:
        say(hub, 1, 2)
        await arrived(service, 2)
        await asyncio.wait_for(sender.idle.wait(), 60)
        with serving(CaptionService()) as other:
            copy(other.url, secret)
            say(hub, 3)
            await arrived(other, 1)
            assert other.lines == ["Line 3.\n"]
            assert not other.holes


async def test_a_line_taken_back_while_it_is_retried_loses_its_words(service, secret, tmp_path):
    hub = a_hub()
    service.faults.extend([500] * 20)
    async with sending(zoom(secret), hub, tmp_path):
        say(hub, 1)
        while not service.requests:  # noqa: ASYNC110 - the service is another thread
            await asyncio.sleep(0.01)
        hub.retract(Retraction(ids=(1,)))
        say(hub, 2)
        await arrived(service, 2)
    assert service.lines == ["\n", "Line 2.\n"]


async def test_no_address_is_ever_told(service, secret, tmp_path, caplog):
    hub = a_hub()
    copy("http://127.0.0.1:9/closedcaption?signature=s3cret", secret)
    async with sending(zoom(secret), hub, tmp_path) as sender:
        say(hub, 1)
        while sender.problem is None:  # noqa: ASYNC110 - it is set by what the service answers
            await asyncio.sleep(0.01)
        message = sender.problem.message
    kept = "".join(path.read_text() for path in tmp_path.glob("*.json"))
    assert "s3cret" not in message + kept + caplog.text
    assert "127.0.0.1" not in message


async def test_a_webhook_gets_signed_json(service, tmp_path, monkeypatch):
    monkeypatch.setenv("HOOK_KEY", "k3y")
    hub = a_hub()
    url = service.url + "&seq=1"
    config = WebhookSink(url=url, signing_key="env:HOOK_KEY")  # type: ignore[arg-type]
    async with sending(Webhook(config, room="main", session="s"), hub, tmp_path):
        hub.publish(a_line(1, text="Grüezi", final=True))
        await arrived(service, 1)
    body = service.lines[0]
    told = json.loads(body)
    assert (told["room"], told["number"], told["lang"], told["text"]) == ("main", 1, "en", "Grüezi")
    assert service.headers[0][SIGNATURE] == f"sha256={hmac.new(b'k3y', body.encode(), sha256).hexdigest()}"
