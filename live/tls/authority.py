"""A certificate authority of this laptop's own, for a hall without the internet."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from live.errors import ConfigError

AUTHORITY_DAYS = 397
"""Phones trust no certificate for longer that was made after 2020 (CA/Browser Forum, Apple HT211025)."""
SERVER_DAYS = 30
BACKDATED = timedelta(days=1)
"""For phones whose clock is behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The files of a new certificate."""

    authority: Path
    """What phones must trust."""
    certificate: Path
    key: Path
    fingerprint: str
    """SHA-256 of the authority, to compare on the phone."""


def make_certificate(folder: Path, addresses: Sequence[str], *, now: datetime | None = None) -> Made:
    """Make an authority and a certificate for these names and addresses.

    The authority's key is used once and kept nowhere, so nobody can sign with it, and its certificate is
    constrained to these names. Raises ConfigError when the folder cannot be written.
    """
    begins = (now or datetime.now(UTC)) - BACKDATED
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _authority(authority_key, addresses, begins)
    certificate = _server(key, authority, authority_key, addresses, begins)
    pem = serialization.Encoding.PEM
    made = Made(
        authority=folder / "authority.crt",
        certificate=folder / "server.pem",
        key=folder / "server.key",
        fingerprint=authority.fingerprint(hashes.SHA256()).hex(":").upper(),
    )
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(made.key, secret, mode=0o600)
        _write(made.certificate, certificate.public_bytes(pem) + authority.public_bytes(pem))
        _write(made.authority, authority.public_bytes(pem))
    except OSError as error:
        raise ConfigError(
            f"Cannot write to the folder '{folder}': {error.strerror}. Give another."
        ) from error
    return made


def _authority(
    key: ec.EllipticCurvePrivateKey, addresses: Sequence[str], begins: datetime
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Footlights {begins:%Y-%m-%d}")])
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    permitted = [_constraint(address) for address in addresses]
    return (
        _builder(name, name, key.public_key(), begins, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .sign(key, hashes.SHA256())
    )


def _server(
    key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    addresses: Sequence[str],
    begins: datetime,
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, addresses[0])])
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    return (
        _builder(name, authority.subject, key.public_key(), begins, SERVER_DAYS)
        .add_extension(x509.SubjectAlternativeName([_name(address) for address in addresses]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(issuer_key, critical=False)
        .sign(authority_key, hashes.SHA256())
    )


def _builder(
    name: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, begins: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(address: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(address))
    except ValueError:
        return x509.DNSName(address)


def _constraint(address: str) -> x509.GeneralName:
    """What the authority may sign for: one address is a network of one."""
    try:
        return x509.IPAddress(ip_network(address))
    except ValueError:
        return x509.DNSName(address)


def _write(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file that has its rights from the first byte on."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
