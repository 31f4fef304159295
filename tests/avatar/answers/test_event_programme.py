"""The programme of an event's configuration can be asked as well."""

from datetime import date

from avatar.answers.event_programme import programme_of
from live.config import validate

TALKS = [
    {
        "title": "Keynote",
        "start": "2026-03-12T09:30:00",
        "end": "2026-03-12T10:15:00",
        "speakers": [{"name": "Daniel Lee", "organisation": "Lantau Bank"}],
    },
    {"title": "Second day", "start": "2026-03-13T09:00:00", "end": "2026-03-13T10:00:00"},
]


def test_the_talks_of_the_day_are_its_slots():
    config = validate(
        {"event": {"name": "Symposium", "place": "Harbour Hall"}, "programme": TALKS}, "event.toml"
    )
    programme = programme_of(config, date(2026, 3, 12))
    (slot,) = programme.slots
    assert (programme.event, programme.venue, programme.day) == (
        "Symposium",
        "Harbour Hall",
        date(2026, 3, 12),
    )
    assert (slot.title, f"{slot.start:%H:%M}", slot.speakers) == (
        "Keynote",
        "09:30",
        ("Daniel Lee, Lantau Bank",),
    )


def test_before_the_event_its_first_day_counts_and_after_it_the_last():
    config = validate({"programme": TALKS}, "event.toml")
    assert programme_of(config, date(2026, 1, 1)).slots[0].title == "Keynote"
    assert programme_of(config, date(2027, 1, 1)).slots[0].title == "Second day"
    assert not programme_of(validate({}, "event.toml"), date(2027, 1, 1))
