"""The guest's code: in the link, under the QR code, and typed by hand to withdraw a picture."""

import secrets
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32, which has no letter that looks like a digit."""
LENGTH = 16
"""Characters: 80 bits, not to be guessed even at a million tries a second."""
_GROUP = 4
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new_code() -> str:
    """Return a random code, without its hyphens."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spelt(code: str) -> str:
    """Return a code as people read it: `K7QM-2B4X-…`."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def understood(typed: str) -> str | None:
    """Return the code that was typed, whatever its case and hyphens, or None when it is none."""
    code = typed.strip().upper().translate(_MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def fingerprint(code: str) -> str:
    """Return what is kept of a code: whoever reads the disk cannot make a link of it."""
    return sha256(f"footlights booth {code}".encode()).hexdigest()
