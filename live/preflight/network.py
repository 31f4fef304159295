"""The network: is the port free, and can a phone reach this laptop?"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from live.config import ServerConfig
from live.preflight.finding import Finding
from live.serving.server import free_port
from live.welcome import EVERYWHERE, find_addresses
from models.errors import FootlightsError


async def check_port(server: ServerConfig) -> Finding:
    """Whether the server can listen where it should."""
    try:
        await free_port(server.host, server.port)
    except FootlightsError as error:
        found, _, remedy = str(error).partition(". ")
        return Finding(name="Port", ok=False, found=found.removeprefix("Port "), remedy=remedy)
    return Finding(name="Port", ok=True, found=f"{server.port or 'any'} is free")


def check_addresses(server: ServerConfig, lan: Sequence[str]) -> Finding:
    """Whether phones can reach this machine; `lan` are its addresses, the likeliest first."""
    name = "Address for phones"
    if not lan:
        remedy = "Connect it to the hall's network, by cable if there is one, and run this again."
        return Finding(name=name, ok=False, found="this machine is in no network", remedy=remedy)
    if server.host not in EVERYWHERE and server.host not in lan:
        remedy = "Set [server] host = '0.0.0.0', so that every screen can connect."
        return Finding(name=name, ok=False, found=f"it listens on {server.host} only", remedy=remedy)
    secure = server.tls_certificate is not None
    addresses = find_addresses(server.host, server.port, server.join_url, lan, secure=secure)
    scheme = urlsplit(addresses.join).scheme
    if server.join_url and secure != (scheme == "https"):
        served = "https" if secure else "http"
        remedy = f"Write the address with {served}://, or let a proxy in front of it translate."
        return Finding(name=name, ok=False, found=f"{addresses.join}, but {served} is served", remedy=remedy)
    return Finding(name=name, ok=True, found=addresses.join)
