"""The addresses under which a phone in the hall can reach this laptop."""

import socket
import sys
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

_PROBES = (
    (socket.AF_INET, "192.0.2.1"),
    (socket.AF_INET, "10.0.0.1"),
    (socket.AF_INET, "172.16.0.1"),
    (socket.AF_INET, "192.168.0.1"),
    (socket.AF_INET, "192.168.1.1"),
    (socket.AF_INET6, "2001:db8::1"),
)
"""Connecting a UDP socket sends nothing and tells which of our own addresses the system would use: towards
the internet (an address kept for documentation) and, without a route there, towards the usual routers."""


def lan_addresses() -> list[str]:
    """Return this machine's addresses that others can reach, the likeliest first; no packet is sent."""
    return reachable([*_routed(), *_named()])


def reachable(candidates: Iterable[str]) -> list[str]:
    """Return the candidates that another machine can reach, once each, IPv4 first, in their order."""
    parsed = [ip_address(candidate) for candidate in dict.fromkeys(candidates)]
    usable = [address for address in parsed if not _only_here(address)]
    return [str(address) for address in sorted(usable, key=lambda address: address.version)]


def base_url(address: str, port: int, *, secure: bool = False) -> str:
    """Return the address as a phone types it, without the port that goes without saying."""
    host = f"[{address}]" if ":" in address else address
    scheme, usual = ("https", 443) if secure else ("http", 80)
    return f"{scheme}://{host}" if port == usual else f"{scheme}://{host}:{port}"


def _only_here(address: IPv4Address | IPv6Address) -> bool:
    return address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast


def _routed() -> list[str]:
    found = []
    for family, probe in _PROBES:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as sock:
                sock.connect((probe, 9))
                found.append(str(sock.getsockname()[0]))
        except OSError:
            continue
    return found


def _named() -> list[str]:
    """Return the addresses of this machine's own name, where looking it up asks nobody else."""
    if sys.platform != "win32":
        return []
    return socket.gethostbyname_ex(socket.gethostname())[2]
