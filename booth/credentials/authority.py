"""The event's own authority: a root certificate that anybody may have, and a signing key that nobody may.

Two levels, as C2PA demands of a signer (C2PA 2.2, "Certificate profile"). The root's private key is used once
and never written down, so it cannot leak; another authority is made with one command.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from booth.errors import StoreError

ROOT, CHAIN, KEY = "root.pem", "signer.pem", "signer.key"
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
"""Certificates are valid from long ago to far ahead: offline there is no trusted clock and no timestamp."""
LAST = datetime(2055, 1, 1, tzinfo=UTC)
NAME_LENGTH = 64
"""The longest name that X.509 allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What signs, and what proves that it was us; all in PEM."""

    root: str
    chain: str
    """The signer's certificate, then the root."""
    key: bytes


def created(folder: Path, event: str) -> Authority:
    """Make an authority in a folder, which must not have one yet. Raises StoreError."""
    if (folder / KEY).exists():
        raise StoreError(f"'{folder}' already has an authority. Keep it: it proves this event's pictures.")
    authority = _issued(event)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / ROOT).write_text(authority.root, encoding="utf-8")
        (folder / CHAIN).write_text(authority.chain, encoding="utf-8")
        secret = os.open(folder / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(secret, "wb") as file:
            file.write(authority.key)
    except OSError as error:
        raise StoreError(f"No authority can be kept in '{folder}': {error.strerror or error}.") from error
    return authority


def opened(folder: Path) -> Authority:
    """Return the authority in a folder. Raises StoreError, naming the command that makes one."""
    try:
        return Authority(
            root=(folder / ROOT).read_text(encoding="utf-8"),
            chain=(folder / CHAIN).read_text(encoding="utf-8"),
            key=(folder / KEY).read_bytes(),
        )
    except OSError as error:
        raise StoreError(
            f"There is no authority in '{folder}' ({error.strerror}). "
            "Make one with: footlights booth authority"
        ) from error


def ready(folder: Path, event: str) -> Authority:
    """Return the authority in a folder, made if there is none."""
    return opened(folder) if (folder / KEY).exists() else created(folder, event)


def fingerprint(root: str) -> str:
    """Return the SHA-256 of a root certificate in groups of four, to be read out or printed."""
    digest = x509.load_pem_x509_certificate(root.encode()).fingerprint(hashes.SHA256()).hex()
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def _issued(event: str) -> Authority:
    root_key, signer_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = _name(event, "Picture authority")
    root = (
        _certificate(root_name, root_name, root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    signer = (
        _certificate(_name(event, "Photo booth"), root_name, signer_key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(issuer_key, critical=False)
        .sign(root_key, hashes.SHA256())
    )
    return Authority(root=_pem(root), chain=_pem(signer) + _pem(root), key=_secret(signer_key))


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(FIRST)
        .not_valid_after(LAST)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(event: str, role: str) -> x509.Name:
    organisation = (event.strip() or "Footlights")[:NAME_LENGTH]
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, role),
        ]
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _secret(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
