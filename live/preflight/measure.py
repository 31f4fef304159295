"""Loads the event's models, one after another, and measures them."""

from collections.abc import Sequence
from dataclasses import replace

from live.config import RoomConfig
from live.events import RATE_HZ
from live.preflight.speed import (
    TALK,
    TALK_LANGUAGE,
    Speed,
    measure_recognition,
    measure_translation,
    talk,
)
from live.recognise.speech import SpeechModel
from models.store import Store
from translate.languages import base
from translate.load import load_translator
from translate.service import Service

OTHER_LANGUAGE = "zh"
"""Translated into instead of the talk's own language, which would cost nothing."""


def measure_recognitions(rooms: Sequence[RoomConfig], store: Store) -> dict[str, Speed]:
    """The speed of each speech model, by its name. Raises ModelError."""
    return {room.model: _recognition(room, store) for room in {room.model: room for room in rooms}.values()}


def measure_translations(rooms: Sequence[RoomConfig], store: Store) -> dict[str, Speed]:
    """The speed of translation, by room. Raises ModelError."""
    return {room.name: _translation(room, store) for room in rooms if room.translate_to}


def _recognition(room: RoomConfig, store: Store) -> Speed:
    directory = store.resolve(room.model, "whisper")
    speech = SpeechModel(room.model, directory, device=room.device, threads=room.threads)
    try:
        recogniser = speech.recogniser((TALK_LANGUAGE,), terms=room.terms, start_s=0.0)
        speed = measure_recognition(recogniser, talk())
        problem = speech.problem.message if speech.problem else ""
        return replace(speed, device=speech.device, problem=problem)
    finally:
        speech.close()


def _translation(room: RoomConfig, store: Store) -> Speed:
    directory = store.resolve(room.translation_model, "translation")
    targets = [code if base(code) != TALK_LANGUAGE else OTHER_LANGUAGE for code in room.translate_to]
    translator = load_translator(directory, device=room.device)
    service = Service(lambda: translator, list(dict.fromkeys(targets)))
    return measure_translation(service, TALK, len(talk()) / RATE_HZ)
