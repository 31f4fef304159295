"""Whether a request for the console comes from the console's own page. Pure.

A page of another site that the operator has open must not reach the console (cross-site WebSockets), and a
name that somebody made point to this machine must not either (DNS rebinding).
"""

from collections.abc import Collection, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit


def is_ours(headers: Mapping[str, str], names: Collection[str]) -> bool:
    """Whether `Host` is this machine by its number or one of its names, and `Origin` the same or none.

    `headers` are by lower-case name. A program sends no `Origin`; it needs the token all the same.
    """
    host = headers.get("host", "")
    origin = headers.get("origin")
    return _is_this_machine(host, names) and (origin is None or _authority(origin) == host.lower())


def _is_this_machine(host: str, names: Collection[str]) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name in {"localhost", *(each.lower() for each in names)} or _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _authority(origin: str) -> str:
    scheme, _, rest = origin.partition("://")
    return rest.lower() if scheme in {"http", "https"} else ""
