"""All checks of an event on this machine, one after another."""

import asyncio
import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil

from live.config import Config, RoomConfig
from live.preflight.finding import Finding
from live.preflight.gpu import check_gpu, missing_libraries, read_gpus
from live.preflight.load import judge_cores, judge_others, judge_recognition, judge_translation
from live.preflight.microphone import check_sound
from live.preflight.model_files import check_models, models_of, size_mib
from live.preflight.network import check_addresses, check_port
from live.preflight.papers import check_clock, check_glossary, check_programme, check_secrets, check_tls
from live.preflight.software import check_libraries, check_python
from live.preflight.storage import check_disk, check_log_folder
from live.serving.addresses import lan_addresses
from models.errors import ModelError
from models.store import Store, default_store

OTHERS_WATCHED_S = 1.5
"""How long the load by other programs is watched."""
GPU_SPARE_MIB = 500
"""GPU memory for the work itself, beside the models."""


def check_event(config: Config) -> Iterator[Finding]:
    """Yield a finding for everything that the event needs, what is quick to find out first."""
    now = datetime.now().astimezone()
    lan = lan_addresses()
    yield check_python()
    yield check_libraries()
    yield check_clock(now, _newest_file())
    yield check_programme(config, now)
    for room in {room.glossary: room for room in config.rooms}.values():
        yield from check_glossary(room)
    yield from check_secrets(config)
    yield check_log_folder(config.log.folder)
    yield check_disk(config, _free_mib)
    yield asyncio.run(check_port(config.server))
    yield check_addresses(config.server, lan)
    yield from check_tls(config.server, lan, now)
    for room in config.rooms:
        yield asyncio.run(check_sound(room))
    store = default_store()
    models = list(check_models(config.rooms, store))
    yield from models
    yield _check_gpu(config.rooms, store)
    yield judge_others(psutil.cpu_percent(interval=OTHERS_WATCHED_S))
    if all(finding.ok for finding in models):
        yield from _check_speed(config.rooms, store)


def _check_speed(rooms: Sequence[RoomConfig], store: Store) -> Iterator[Finding]:
    """Load the models and measure them; yields how they keep up with the event."""
    # Loading what is heavy comes after everything that is quick to find out.
    from live.preflight.measure import measure_recognitions, measure_translations  # noqa: PLC0415

    try:
        recognition = measure_recognitions(rooms, store)
        yield from judge_recognition(rooms, recognition)
        translation = measure_translations(rooms, store)
    except ModelError as error:
        found, _, remedy = str(error).partition(". ")
        yield Finding(name="Speed", ok=False, found=found, remedy=remedy)
        return
    for room in rooms:
        if room.name in translation:
            yield judge_translation(room, translation[room.name])
    yield judge_cores(rooms, recognition, translation, os.cpu_count() or 1)


def _check_gpu(rooms: Sequence[RoomConfig], store: Store) -> Finding:
    gpus = read_gpus()
    folders = [store.path(name) for name in models_of(rooms)]
    needed = size_mib([folder for folder in folders if folder.is_dir()]) + GPU_SPARE_MIB
    return check_gpu(rooms, gpus, needed_mib=needed, libraries=missing_libraries() if gpus else "")


def _newest_file() -> datetime:
    """When the newest file of ours was written: the clock cannot be before it."""
    files = Path(__file__).parents[1].rglob("*.py")
    return datetime.fromtimestamp(max(file.stat().st_mtime for file in files), UTC)


def _free_mib(folder: Path) -> float:
    """Free space where a folder is, or will be."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
    return shutil.disk_usage(there).free / 2**20
