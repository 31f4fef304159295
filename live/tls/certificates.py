"""Encrypted connections: reads a certificate, and has the server use it."""

import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID

from live.config import ServerConfig
from live.errors import ConfigError

REMEDY = "Make a new one on the spot with: footlights tls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate says."""

    names: tuple[str, ...]
    """Names and addresses that it is for."""
    issuer: str
    not_before: datetime
    not_after: datetime

    def valid_at(self, moment: datetime) -> bool:
        """Whether it is neither too young nor expired."""
        return self.not_before <= moment <= self.not_after

    def lacks(self, addresses: Iterable[str]) -> list[str]:
        """The names and addresses that it is not for: browsers would warn there."""
        return [address for address in addresses if not any(_covers(name, address) for name in self.names)]


def open_tls(server: ServerConfig) -> ssl.SSLContext | None:
    """What the configured server needs for https; None for plain http. Raises ConfigError."""
    if server.tls_certificate is None or server.tls_key is None:
        return None
    return server_context(server.tls_certificate, server.tls_key)


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """What the server needs for https. Raises ConfigError when the files do not do."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        # A password would be asked for on the terminal, where nobody is.
        context.load_cert_chain(certificate, key, password=_no_password)
    except OSError as error:
        missing = next((path for path in (certificate, key) if not path.is_file()), None)
        reason = f"there is no file '{missing}'" if missing else _reason(error)
        raise ConfigError(f"The certificate '{certificate}' cannot be used: {reason}. {REMEDY}") from error
    return context


def read_certificate(path: Path) -> Certificate:
    """The first certificate of a PEM file. Raises ConfigError."""
    try:
        found = x509.load_pem_x509_certificate(path.read_bytes())
    except FileNotFoundError as error:
        raise ConfigError(f"There is no certificate '{path}'. {REMEDY}") from error
    except OSError as error:
        raise ConfigError(f"The certificate '{path}' cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise ConfigError(f"'{path}' is no certificate in PEM format. {REMEDY}") from error
    return Certificate(
        names=_names(found),
        issuer=_common_name(found.issuer),
        not_before=found.not_valid_before_utc.astimezone(UTC),
        not_after=found.not_valid_after_utc.astimezone(UTC),
    )


def _no_password() -> str:
    raise ConfigError("The private key has a password. Store it without one (openssl pkey -in KEY -out NEW).")


def _reason(error: OSError) -> str:
    if isinstance(error, ssl.SSLError):
        mismatch = error.reason == "KEY_VALUES_MISMATCH"
        return "the key belongs to another certificate" if mismatch else "it or its key is no PEM file"
    return error.strerror or str(error)


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = (str(address) for address in names.get_values_for_type(x509.IPAddress))
    return (*names.get_values_for_type(x509.DNSName), *addresses)


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()


def _covers(name: str, address: str) -> bool:
    """Whether a name of a certificate, perhaps `*.hall.example`, stands for an address (RFC 6125)."""
    if name.startswith("*.") and not _is_ip(address):
        return address.partition(".")[2].casefold() == name[2:].casefold()
    return name.casefold() == address.casefold()


def _is_ip(address: str) -> bool:
    try:
        ip_address(address)
    except ValueError:
        return False
    return True
