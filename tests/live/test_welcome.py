"""What the technician reads at the start and at the end."""

from dataclasses import replace
from pathlib import Path

from live.status import Problem
from live.welcome import ended, find_addresses, started
from tests.live.rooms import STATUS


def test_phones_get_the_likeliest_address_of_this_machine():
    addresses = find_addresses("0.0.0.0", 8000, "", ["192.168.1.20", "10.0.0.5"])
    assert addresses.join == "http://192.168.1.20:8000/"
    assert not addresses.warning


def test_without_a_network_the_technician_is_told_that_no_phone_can_come():
    addresses = find_addresses("0.0.0.0", 8000, "", [])
    assert addresses.base == "http://127.0.0.1:8000"
    assert "no phone can reach it" in started(addresses, ["main"])


def test_an_address_of_the_event_goes_to_phones_and_the_laptops_own_to_its_screens():
    addresses = find_addresses("0.0.0.0", 8000, "https://captions.example/", ["192.168.1.20"])
    text = started(addresses, ["main"])
    assert "Phones      https://captions.example/\n" in text
    assert "Big screen  http://192.168.1.20:8000/stage\n" in text


def test_each_of_several_rooms_has_addresses_of_its_own():
    text = started(find_addresses("192.168.1.20", 80, "", []), ["hall", "foyer"])
    assert "Phones      http://192.168.1.20/?room=hall\n" in text
    assert "OBS         http://192.168.1.20/overlay?room=foyer\n" in text


def test_the_end_says_what_came_of_it_and_how_to_get_at_it():
    text = ended(STATUS, Path("sessions/main/2026-10-31T09-00-00Z.jsonl"))
    assert "40 words in 5 lines" in text
    assert "footlights export " in text


def test_the_end_says_when_the_log_lacks_its_last_lines():
    full = Problem(code="disk_full", message="The log cannot be written; records: 3 waiting in memory.")
    assert "Attention: The log cannot be written" in ended(
        replace(STATUS, problems=(full,)), Path("log.jsonl")
    )
