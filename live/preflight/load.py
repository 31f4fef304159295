"""Whether this machine keeps up with the rooms and languages of the event: pure."""

from collections.abc import Iterator, Mapping, Sequence

from live.config import RoomConfig
from live.preflight.finding import Finding
from live.preflight.speed import TALK_WORDS, Speed

BUSY_MAX = 0.9
"""Load at which captions begin to lag behind now and then."""
UNDERSTOOD_MIN = 0.7
"""Share of the words of a clear voice that a model that works recognises."""
OTHERS_MAX_PERCENT = 25.0
"""Load by other programs that leaves captions what they need."""
FASTER = "take a smaller model, a GPU, or another laptop for some of the rooms."
"""A remedy for whatever is too slow."""

Model = str


def judge_recognition(rooms: Sequence[RoomConfig], speeds: Mapping[Model, Speed]) -> Iterator[Finding]:
    """Whether each speech model keeps up with the rooms that share it, all speaking at once."""
    for model, speed in speeds.items():
        sharing = [room.name for room in rooms if room.model == model]
        factor = speed.real_time_factor * len(sharing)
        found = f"{100 * factor:.0f} % of the time there is, for {', '.join(sharing)} on {speed.device}"
        name = f"Recognition with {model}"
        if speed.problem:
            found, _, remedy = speed.problem.partition(". ")
            yield Finding(name=name, ok=False, found=found, remedy=remedy)
        elif speed.done < UNDERSTOOD_MIN * TALK_WORDS:
            found = f"understood {speed.done} of {TALK_WORDS} words of a clear voice"
            remedy = "Fetch the model again, or take another: footlights models list"
            yield Finding(name=name, ok=False, found=found, remedy=remedy)
        else:
            ok = factor <= BUSY_MAX
            yield Finding(name=name, ok=ok, found=found, remedy="" if ok else _sentence(FASTER))


def judge_translation(room: RoomConfig, speed: Speed) -> Finding:
    """Whether a room's translation keeps up with its speakers."""
    languages = ", ".join(room.translate_to)
    name = f"Translation of {room.name}"
    if not speed.done:
        remedy = "Fetch the model again, or take another: footlights models list"
        return Finding(name=name, ok=False, found=f"no line came out into {languages}", remedy=remedy)
    found = f"{100 * speed.real_time_factor:.0f} % of the time there is, into {languages}"
    ok = speed.real_time_factor <= BUSY_MAX
    remedy = "" if ok else f"Leave out a language, or {FASTER}"
    return Finding(name=name, ok=ok, found=found, remedy=remedy)


def judge_others(percent: float) -> Finding:
    """Whether other programs leave the processor alone; `percent` of all cores together."""
    ok = percent <= OTHERS_MAX_PERCENT
    remedy = (
        "" if ok else "Close what runs beside Footlights, or the speeds below are not those of the event."
    )
    return Finding(name="Other programs", ok=ok, found=f"{percent:.0f} % of the processor", remedy=remedy)


def judge_cores(
    rooms: Sequence[RoomConfig],
    recognition: Mapping[Model, Speed],
    translation: Mapping[str, Speed],
    cores: int,
) -> Finding:
    """Whether the processor carries all rooms at once; `translation` is by room."""
    busy = sum(recognition[room.model].cores for room in rooms if room.model in recognition)
    busy += sum(speed.cores for speed in translation.values())
    ok = busy <= BUSY_MAX * cores
    found = f"{busy:.1f} of {cores} cores when everybody speaks at once"
    return Finding(name="Processor", ok=ok, found=found, remedy="" if ok else _sentence(FASTER))


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
