"""The programme in an event's configuration, as the answers use it."""

from datetime import date

from avatar.answers.programme import Programme, Slot
from live.config import Config
from live.config.event import SpeakerConfig, TalkConfig


def programme_of(config: Config, today: date) -> Programme:
    """The talks of `today`; of the first day after it where there is none, of the last one at the end."""
    days = sorted({talk.start.date() for talk in config.programme})
    if not days:
        return Programme()
    day = next((day for day in days if day >= today), days[-1])
    talks = sorted((talk for talk in config.programme if talk.start.date() == day), key=lambda one: one.start)
    rooms = len({talk.room for talk in talks}) > 1
    return Programme(
        event=config.event.name,
        day=day,
        venue=config.event.place,
        slots=tuple(_slot(number, talk, with_room=rooms) for number, talk in enumerate(talks, 1)),
    )


def _slot(number: int, talk: TalkConfig, *, with_room: bool) -> Slot:
    return Slot(
        id=f"s{number}",
        start=talk.start.time(),
        end=talk.end.time(),
        title=talk.title,
        room=talk.room or "" if with_room else "",
        speakers=tuple(map(_named, talk.speakers)),
    )


def _named(speaker: SpeakerConfig) -> str:
    return ", ".join(filter(None, (speaker.name, speaker.title, speaker.organisation)))
