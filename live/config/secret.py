"""Secrets of an event: the file names where they are, and never holds them itself."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import GetCoreSchemaHandler, SecretStr
from pydantic_core import core_schema

from live.errors import ConfigError

KINDS = ("file", "env")
HOW = "Write where it is kept instead: 'file:secrets/zoom.txt' or 'env:NAME_OF_A_VARIABLE'"


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret is kept: `file:PATH` or `env:NAME`."""

    kind: str
    where: str

    @classmethod
    def parse(cls, value: str) -> "Secret":
        """Take a value of the file. Raises ValueError, which never repeats what may be the secret."""
        kind, colon, where = value.partition(":")
        if not colon or kind not in KINDS or not where.strip() or where.startswith("//"):
            raise ValueError(f"a secret does not belong in this file. {HOW}")
        return cls(kind, where.strip())

    def read(self) -> SecretStr:
        """The secret as it is now: a file may be written after the start. Raises ConfigError."""
        value = os.environ.get(self.where, "") if self.kind == "env" else self._file()
        if not value.strip():
            raise ConfigError(
                f"The secret {self} is missing or empty. Put it there; it is read again by itself."
            )
        return SecretStr(value.strip())

    def _file(self) -> str:
        try:
            return Path(self.where).expanduser().read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not text"
            raise ConfigError(f"The secret {self} cannot be read: {reason}.") from error

    def __str__(self) -> str:
        return f"{self.kind}:{self.where}"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: GetCoreSchemaHandler) -> Any:
        return core_schema.no_info_after_validator_function(
            cls.parse,
            handler(str),
            serialization=core_schema.to_string_ser_schema(when_used="always"),
        )
