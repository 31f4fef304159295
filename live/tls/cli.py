"""`footlights tls`: a certificate for this laptop, made on the spot."""

import argparse
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from live.serving.addresses import lan_addresses
from live.tls.authority import SERVER_DAYS, Made, make_certificate

HERE = ("localhost", "127.0.0.1", "::1")

DESCRIPTION = """\
Makes a certificate for this laptop's names and addresses, and an authority that vouches for it, for https in
a hall without the internet. Each device has to trust the authority once; those that do not see a warning.
Run it again when the laptop's address has changed; the devices then have to trust the new authority."""


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `tls`."""
    parser = subparsers.add_parser(
        "tls",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="other names or addresses of this laptop")
    parser.add_argument(
        "--out", type=Path, default=Path("tls"), metavar="DIR", help="folder for the files (tls)"
    )
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Make the files and tell what to do with them."""
    addresses = own_addresses(args.names, lan_addresses(), socket.gethostname())
    sys.stdout.write(instructions(make_certificate(args.out, addresses), addresses))
    return 0


def own_addresses(given: Sequence[str], lan: Sequence[str], hostname: str) -> list[str]:
    """What the certificate is for, once each; `NAME.local` is how phones find a laptop without a server."""
    host = hostname.partition(".")[0].lower()
    named = [hostname.lower(), f"{host}.local"] if host and host != "localhost" else []
    return list(dict.fromkeys((*given, *lan, *named, *HERE)))


def instructions(made: Made, addresses: Sequence[str]) -> str:
    """What to write into the event's file, and how a device comes to trust the authority."""
    return f"""\
Made for {", ".join(addresses)}; good for {SERVER_DAYS} days.

In the event's file:
  [server]
  tls_certificate = "{made.certificate.as_posix()}"
  tls_key = "{made.key.as_posix()}"

On each device that shall not warn, copy {made.authority} to it and trust it:
  iPhone, iPad   open it; Settings > General > VPN & Device Management > install;
                 then Settings > General > About > Certificate Trust Settings > switch it on
  Android        Settings > Security > Encryption & credentials > Install a certificate > CA certificate
  Windows        certutil -user -addstore Root {made.authority.name}
  macOS          open it in Keychain Access; Get Info > Trust > Always Trust
  Linux          sudo cp {made.authority.name} /usr/local/share/ca-certificates; sudo update-ca-certificates
  Firefox        Settings > Privacy & Security > View Certificates > Authorities > Import

Compare what the device shows with this SHA-256 fingerprint:
  {made.fingerprint}

Guests' phones cannot all be told this. Where no certificate of a public authority can be had, plain http in a
Wi-Fi of your own is simpler for them; keep https for the booth and the console.
Keep {made.key} on this laptop; the authority's own key was thrown away.
"""
