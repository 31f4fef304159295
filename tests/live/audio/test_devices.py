"""Which input is meant."""

import pytest

from live.audio.devices import InputDevice, channels_to_open, check_channel, choose
from live.errors import SourceError

LAPTOP = InputDevice(index=0, name="Built-in", channels=2, rate_hz=44_100.0, is_default=True)
DESK = InputDevice(index=3, name="USB Desk", channels=16, rate_hz=48_000.0)
SECOND = InputDevice(index=4, name="USB Desk 2", channels=1, rate_hz=8_000.0)
ALL = (LAPTOP, DESK, SECOND)


@pytest.mark.parametrize(
    ("wanted", "device"),
    [("", LAPTOP), ("3", DESK), ("built", LAPTOP), ("usb desk", DESK), ("desk 2", SECOND)],
)
def test_an_input_is_found_by_number_name_or_part(wanted, device):
    assert choose(ALL, wanted) is device


def test_without_a_default_the_first_input_is_taken():
    assert choose((DESK, SECOND), "") is DESK


def test_an_unknown_input_lists_those_there_are():
    with pytest.raises(SourceError, match=r"Unknown input 'rode'. There are: 0 'Built-in', 3 'USB Desk', 4"):
        choose(ALL, "rode")


def test_a_name_that_fits_two_asks_for_the_number():
    with pytest.raises(SourceError, match=r"fits more than one: 3 'USB Desk', 4 'USB Desk 2'"):
        choose(ALL, "usb")


def test_no_input_at_all_says_so():
    with pytest.raises(SourceError, match="No sound input found"):
        choose((), "")


def test_a_channel_that_is_not_there_is_refused():
    check_channel(16, 16, "desk")
    check_channel(None, 1, "desk")
    with pytest.raises(SourceError, match="No channel 17 in desk: it has channels 1 to 16"):
        check_channel(17, 16, "desk")
    with pytest.raises(SourceError, match="only channel 1"):
        check_channel(0, 1, "desk")


def test_a_sound_server_is_not_asked_for_channels_it_makes_up():
    server = InputDevice(index=1, name="default", channels=32, rate_hz=44_100.0)
    assert channels_to_open(server, None) == 2
    assert channels_to_open(server, 5) == 5
    assert channels_to_open(DESK, 1) == 16
