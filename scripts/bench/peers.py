"""Runs other live caption systems on the same file, with the tools of a bench folder.

The folder holds `peers.sh NAME CLIP LANGUAGE`, which runs every peer on a 16 kHz mono WAV file, writes what
each showed to `NAME.PEER.json` as a list of [t, committed, interim], and prints a line with the processor
time of each. It reads the model's directory from MODEL and the peers' environments from PEERS.
"""

import json
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.scoring import Shown
from bench.sound import decode, write_wav

NAMES = {"wlk": "WhisperLiveKit", "wl": "WhisperLive"}


class PeerError(Exception):
    """The peers could not be run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRun:
    """What a peer showed, and its processor time in seconds where it was told."""

    name: str
    log: list[Shown]
    cpu_s: float | None


def run_peers(
    audio: Path, peers: Sequence[str], *, bench_dir: Path, language: str, model: Path, folder: Path
) -> list[PeerRun]:
    """Run the peers on the file, one after another, in `folder`, where their logs stay."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    clip = folder / f"{audio.stem}.wav"
    write_wav(decode(audio), clip)
    command = ["bash", str(bench_dir.resolve() / "peers.sh"), audio.stem, str(clip), language]
    environment = {**os.environ, "MODEL": str(model)}
    done = subprocess.run(
        command, check=False, cwd=folder, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return [read_peer(folder, audio.stem, peer, done.stdout) for peer in peers]


def read_peer(folder: Path, stem: str, peer: str, output: str) -> PeerRun:
    """Read the log that a peer has left."""
    file = folder / f"{stem}.{peer}.json"
    if not file.exists():
        raise PeerError(f"{NAMES[peer]} left no {file.name}; see {stem}.{peer}.log in {folder}.")
    entries = json.loads(file.read_text(encoding="utf-8"))
    cpu = re.search(rf"{NAMES[peer]} cpu seconds ([\d.]+)", output)
    return PeerRun(
        name=NAMES[peer],
        log=[Shown(*entry) for entry in entries if entry is not None],
        cpu_s=float(cpu[1]) if cpu else None,
    )
