"""`[relay]`: more servers for more screens, and where their Redis is, its password never told."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from live.config.fields import Section
from live.config.secret import Secret
from live.errors import ConfigError

SCHEMES = ("redis", "rediss", "unix")
HOW = "such as redis://192.168.1.5:6379, or file:PATH or env:NAME of an address with a password"


def _checked(given: str) -> str:
    """An address as it may stand in a file. Raises ValueError, which repeats no password."""
    if given.startswith(("file:", "env:")):
        Secret.parse(given)
        return given
    parts = urlsplit(given)
    if parts.scheme not in SCHEMES:
        raise ValueError(f"this is no address of a Redis server: give one {HOW}")
    if parts.password:
        raise ValueError("a password does not belong here: give file:PATH or env:NAME of the whole address")
    return given


def read_address(given: str) -> str:
    """The whole address of Redis, with the password where there is one. Raises ConfigError."""
    try:
        if not _checked(given).startswith(("file:", "env:")):
            return given
        secret = Secret.parse(given).read().get_secret_value()
        if urlsplit(secret).scheme not in SCHEMES:
            raise ValueError(f"what {given} holds is no address of a Redis server")
    except ValueError as error:
        raise ConfigError(f"Redis: {error}.") from error
    return secret


class RelayConfig(Section):
    """`[relay]`: captions published for `footlights relay` on other machines."""

    redis: Annotated[str, AfterValidator(_checked)] | None = Field(
        None,
        description="Redis that relays read from: redis://HOST:6379; with a password file:PATH or env:NAME.",
    )
    key: str = Field(
        "footlights",
        min_length=1,
        description="Beginning of our keys in Redis; another for each event there.",
    )
