"""Fakes behind the booth's ports: quick, and told what to do by the tests."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO

import numpy as np
from PIL import Image

from booth.album import Album
from booth.codes import fingerprint
from booth.consent import Agreement, ConsentRecord
from booth.errors import LookUnavailable
from booth.pictures import encode
from booth.ports import (
    Facts,
    Layout,
    Look,
    Picture,
    PrinterCondition,
    PrinterState,
    Progress,
    Rating,
    Rendered,
    Size,
    Texts,
    Verdict,
)

AGREED = Agreement(uses=frozenset({"keep"}), adult=True)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CODE = "K7QM2B4XA9ZT03WE"


def album(album_id: str = "a1", code: str = CODE, *, uses: Sequence[str] = ("keep",)) -> Album:
    """An album made at NOW: its link lives for two days, itself for seven."""
    return Album(
        id=album_id,
        code_sha256=fingerprint(code),
        created_at=NOW,
        link_until=NOW + timedelta(days=2),
        keep_until=NOW + timedelta(days=7),
        consent=ConsentRecord(version="1", language="en", words={}, uses=tuple(uses), agreed_at=NOW),
        format="single",
    )


class FakeLooks:
    """Two looks; `ink` inverts, `dream` (AI) waits until it is let go."""

    def __init__(self) -> None:
        self.unavailable: set[str] = set()
        self.go = threading.Event()
        self.rendered = 0

    def catalogue(self) -> tuple[Look, ...]:
        return (
            Look(id="ink", names={"en": "Ink", "zh-Hant": "水墨"}, changes_with_ai=False, estimate_s=0.1),
            Look(id="dream", names={"en": "Dream"}, changes_with_ai=True, estimate_s=3.0),
        )

    def render(self, picture: Picture, look_id: str, progress: Progress) -> Rendered:
        if look_id in self.unavailable:
            raise LookUnavailable(f"The look '{look_id}' is out of memory.")
        progress(0.5)
        if look_id == "dream":
            assert self.go.wait(60)
            progress(0.9)
        self.rendered += 1
        return Rendered(picture=255 - picture, look={look.id: look for look in self.catalogue()}[look_id])


class FakeComposer:
    """A white border; remembers the texts it was given, and breaks when it is told to."""

    def __init__(self) -> None:
        self.broken = False
        self.texts: list[tuple[Size, Texts]] = []

    def layouts(self) -> tuple[Layout, ...]:
        return (
            Layout(id="classic", names={"en": "Classic"}, shots=1, shot_aspect=4 / 3),
            Layout(id="strip", names={"en": "Strip"}, shots=4, shot_aspect=4 / 3),
        )

    def compose(self, shots: Sequence[Picture], layout_id: str, texts: Texts, size: Size) -> Picture:
        if self.broken:
            raise ArithmeticError("composing")
        self.texts.append((size, texts))
        return np.pad(np.concatenate(shots), ((8, 8), (8, 8), (0, 0)), constant_values=255)

    def preview_frame(self, layout_id: str, texts: Texts) -> bytes:
        frame = np.full((60, 80, 4), 255, np.uint8)
        frame[6:-6, 8:-8, 3] = 0
        out = BytesIO()
        Image.fromarray(frame).save(out, "PNG")
        return out.getvalue()


class FakeCredentials:
    """Signs with a tail."""

    def sign(self, image: bytes, facts: Facts) -> bytes:
        return image + b"signed " + facts.look.encode()

    def verify(self, content: bytes) -> Verdict:
        return Verdict(signed=b"signed " in content, intact=b"signed " in content, ours=True)


class FakeSafety:
    """Says what it is told to."""

    def __init__(self) -> None:
        self.safe = True

    def check(self, picture: Picture) -> Rating:
        return Rating(score=0.0 if self.safe else 0.9, safe=self.safe)


class FakePrinter:
    """A queue in memory."""

    def __init__(self) -> None:
        self.jobs: dict[str, bytes] = {}
        self.condition = PrinterCondition.READY

    def submit(self, document: bytes, copies: int) -> str:
        job = f"job-{len(self.jobs)}"
        self.jobs[job] = document * copies
        return job

    def state(self) -> PrinterState:
        return PrinterState(condition=self.condition, name="fake")

    def forget(self, job_id: str) -> None:
        del self.jobs[job_id]


@dataclass(slots=True)
class FakeParts:
    """All that stands behind the ports."""

    looks: FakeLooks = field(default_factory=FakeLooks)
    composer: FakeComposer = field(default_factory=FakeComposer)
    credentials: FakeCredentials = field(default_factory=FakeCredentials)
    safety: FakeSafety = field(default_factory=FakeSafety)
    printer: FakePrinter = field(default_factory=FakePrinter)


def photograph(brightness: int = 120, width_px: int = 160, height_px: int = 120) -> bytes:
    """A JPEG of noise, as no other is."""
    pixels = np.random.default_rng().normal(brightness, 30, (height_px, width_px, 3)).clip(0, 255)
    return encode(pixels.astype(np.uint8))
