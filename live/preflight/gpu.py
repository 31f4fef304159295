"""The GPU: is there one, do its libraries load, is enough of its memory free?"""

import csv
import ctypes
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from live.config import RoomConfig
from live.preflight.finding import Finding

CUBLAS = {"linux": "libcublas.so.12", "win32": "cublas64_12.dll"}
QUERY_TIMEOUT_S = 10
_QUERY = ("--query-gpu=name,driver_version,memory.free,memory.total", "--format=csv,noheader,nounits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """An NVIDIA GPU, as its driver describes it."""

    name: str
    driver: str
    free_mib: int
    total_mib: int


def check_gpu(
    rooms: Sequence[RoomConfig], gpus: Sequence[Gpu], *, needed_mib: int, libraries: str
) -> Finding:
    """Whether the GPU can carry the models. `libraries`: why they do not load, empty when they do.

    A laptop without a GPU is fine unless a room insists on one.
    """
    insists = [room.name for room in rooms if room.device == "cuda"]
    unused = all(room.device == "cpu" for room in rooms)
    if not gpus:
        if not insists:
            return Finding(name="GPU", ok=True, found="none: the CPU does the work")
        return Finding(
            name="GPU",
            ok=False,
            found=f"none, but room {', '.join(insists)} needs one",
            remedy="Install NVIDIA's driver (525 or later), or set device = 'auto' in the event's file.",
        )
    gpu = max(gpus, key=lambda each: each.free_mib)
    found = f"{gpu.name}, driver {gpu.driver}, {gpu.free_mib} of {gpu.total_mib} MiB free"
    if unused:
        return Finding(name="GPU", ok=True, found=f"{found}; no room uses it")
    if libraries:
        remedy = "Install the CUDA libraries: python3 scripts/install.py cuda"
        return Finding(name="GPU", ok=False, found=f"{found}; {libraries}", remedy=remedy)
    if gpu.free_mib < needed_mib:
        return Finding(
            name="GPU",
            ok=False,
            found=f"{found}; the models need about {needed_mib}",
            remedy="Close the programs that use it (nvidia-smi lists them), or take a smaller model.",
        )
    return Finding(name="GPU", ok=True, found=found)


def read_gpus() -> list[Gpu]:
    """The GPUs that NVIDIA's driver knows; none when there is no driver."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return []
    try:
        done = subprocess.run(  # noqa: S603 - the driver's own tool, with fixed arguments
            [program, *_QUERY], capture_output=True, text=True, timeout=QUERY_TIMEOUT_S, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return parse_gpus(done.stdout)


def parse_gpus(text: str) -> list[Gpu]:
    """Read what `nvidia-smi` prints; a line that is no GPU is left out."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines())]
    return [
        Gpu(name=row[0], driver=row[1], free_mib=int(row[2]), total_mib=int(row[3]))
        for row in rows
        if len(row) == 4 and row[2].isdecimal() and row[3].isdecimal()
    ]


def missing_libraries() -> str:
    """Why the CUDA libraries do not load; empty when they do, or where none are needed."""
    name = CUBLAS.get(sys.platform)
    if name is None:
        return ""
    from live.recognise.load import preload_cuda  # noqa: PLC0415 - heavy, and needed with a GPU only

    preload_cuda()
    try:
        ctypes.CDLL(name)
    except OSError as error:
        return str(error)
    return ""
