"""Addresses for phones, and the QR codes that carry them."""

import pytest

from live.serving.addresses import base_url, lan_addresses, reachable
from live.serving.qr import qr_svg, qr_terminal


def test_ipv4_comes_first_and_what_only_we_can_reach_is_left_out():
    candidates = [
        "fd00::2",
        "127.0.0.1",
        "192.168.1.20",
        "fe80::1",
        "::1",
        "10.0.0.5",
        "192.168.1.20",
        "0.0.0.0",
    ]
    assert reachable(candidates) == ["192.168.1.20", "10.0.0.5", "fd00::2"]


def test_this_machine_can_be_asked():
    assert all(address == reachable([address])[0] for address in lan_addresses())


@pytest.mark.parametrize(
    ("address", "port", "url"),
    [
        ("192.168.1.20", 8000, "http://192.168.1.20:8000"),
        ("192.168.1.20", 80, "http://192.168.1.20"),
        ("fd00::2", 8000, "http://[fd00::2]:8000"),
    ],
)
def test_the_address_is_as_a_phone_types_it(address, port, url):
    assert base_url(address, port) == url


def test_the_address_of_an_encrypted_server_says_so():
    assert base_url("192.168.1.20", 8443, secure=True) == "https://192.168.1.20:8443"
    assert base_url("192.168.1.20", 443, secure=True) == "https://192.168.1.20"


def test_the_terminal_code_is_square_and_fits_a_small_window():
    lines = qr_terminal("http://192.168.100.200:8000").splitlines()
    assert len({len(line) for line in lines if line}) == 1
    assert len(lines) <= 24


def test_the_image_needs_no_outside_resource():
    svg = qr_svg("http://192.168.1.20:8000/?room=a&b")
    assert svg.startswith(b"<svg")
    assert b"&amp;b" in svg
    assert b"href" not in svg
