"""How long the booth's pictures take on this machine: looks, frames, credentials, rating.

    python scripts/bench_looks.py

prints Markdown tables of medians, wall clock and processor time, for a real face at 1600 x 1200. With
`--previews FOLDER` it writes the small pictures that show guests what each look does.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from skimage import data

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from booth.compose.composer import FrameComposer
from booth.credentials.authority import created
from booth.credentials.signing import ContentCredentials
from booth.looks.book import LookBook, open_book
from booth.ports import Facts, Picture, Size, Texts
from booth.safety.nsfw import NsfwFilter

ART = Path(__file__).resolve().parent.parent / "configs" / "booth"
TEXTS = Texts(
    event="生成式人工智能研討會 GenA.I. Symposium",
    date="31 October 2025",
    guest="陳大文 Aurélie",
    quote="The best model knows when to be silent.",
    mark="Changed with AI",
    link="https://booth.example/p/7fK2mQxT9aLw0RZs",
    language="zh-Hant",
)


def guest(width: int, height: int) -> Picture:
    """Astronaut Eileen Collins (NASA, public domain, from scikit-image), at a size."""
    portrait = Image.fromarray(np.asarray(data.astronaut(), np.uint8))  # type: ignore[no-untyped-call]
    fitted = ImageOps.fit(portrait, (width, height), Image.Resampling.LANCZOS, centering=(0.5, 0.0))
    return np.asarray(fitted, np.uint8)


def measured(work: Callable[[], object], times: int) -> str:
    """Run something once to warm up, then so many times: median wall clock and processor seconds."""
    work()
    wall_s, cpu_s = [], []
    for _ in range(times):
        started = time.perf_counter(), time.process_time()
        work()
        wall_s.append(time.perf_counter() - started[0])
        cpu_s.append(time.process_time() - started[1])
    return f"{statistics.median(wall_s):.2f} | {statistics.median(cpu_s):.2f}"


def table(title: str, rows: Mapping[str, Callable[[], object]], times: int) -> None:
    """Print how long each row takes."""
    print(f"\n| {title} | wall clock s | processor s |\n| --- | --- | --- |")
    for name, work in rows.items():
        print(f"| {name} | {measured(work, times)} |", flush=True)


def bench(times: int) -> None:
    """Print all tables."""
    picture = guest(1600, 1200)
    book = open_book(ART / "looks.toml")
    looks = {
        look.id: lambda id=look.id: book.render(picture, id, lambda _: None) for look in book.catalogue()
    }
    table("look, 1600 x 1200", looks, times)
    composer = FrameComposer(ART / "frames")
    frames = {
        f"{layout.id}, {size}": lambda id=layout.id, shots=layout.shots, size=size: composer.compose(
            [picture] * shots, id, TEXTS, size
        )
        for layout in composer.layouts()
        for size in Size
    }
    table("frame", frames, times)
    with tempfile.TemporaryDirectory() as folder:
        credentials = ContentCredentials(created(Path(folder) / "authority", "Benchmark"))
    out = BytesIO()
    Image.fromarray(picture).save(out, "JPEG", quality=92)
    facts = Facts(event="Benchmark", taken_at=datetime.now(UTC), look="ink")
    signed = credentials.sign(out.getvalue(), facts)
    rate = NsfwFilter()
    others = {
        "encode as JPEG": lambda: Image.fromarray(picture).save(BytesIO(), "JPEG", quality=92),
        "sign": lambda: credentials.sign(out.getvalue(), facts),
        "verify": lambda: credentials.verify(signed),
        "rate": lambda: rate.check(picture),
    }
    table("the rest", others, times)


def write_previews(folder: Path) -> None:
    """Write a small JPEG of every look."""
    folder.mkdir(parents=True, exist_ok=True)
    book: LookBook = open_book(ART / "looks.toml")
    for look in book.catalogue():
        made = Image.fromarray(book.render(guest(1200, 900), look.id, lambda _: None).picture)
        made.resize((320, 240), Image.Resampling.LANCZOS).save(folder / f"{look.id}.jpg", quality=82)
        print(f"{folder / look.id}.jpg", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How long the booth's pictures take on this machine.")
    parser.add_argument("--times", type=int, default=5, help="how often each is measured (5)")
    parser.add_argument("--previews", type=Path, metavar="FOLDER", help="write the looks' previews instead")
    chosen = parser.parse_args()
    if chosen.previews:
        write_previews(chosen.previews)
    else:
        bench(chosen.times)
