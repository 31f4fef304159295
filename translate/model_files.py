"""What the files of a CTranslate2 model directory tell, without loading the model."""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from models.errors import ModelError

VOCABULARIES = ("shared_vocabulary", "source_vocabulary", "vocabulary")


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model directory."""

    directory: Path
    kind: str
    """CTranslate2's name of the architecture: `TransformerSpec`, `TransformerDecoderSpec` or another."""
    encoder_layers: int
    decoder_layers: int
    vocabulary: dict[str, int]
    """The source's tokens with their numbers."""
    config: dict[str, Any]


def read_model_files(directory: Path) -> ModelFiles:
    """Read a model directory; raises ModelError when a file is missing or broken."""
    if not (directory / "model.bin").is_file():
        raise ModelError(
            f"{directory} is no CTranslate2 model: it has no model.bin. "
            "`footlights models list` shows what is installed; `footlights models pull NAME` fetches."
        )
    try:
        with (directory / "model.bin").open("rb") as file:
            kind, names = _header(file)
        vocabulary = {token: number for number, token in enumerate(_vocabulary(directory))}
        config_path = directory / "config.json"
        config = json.loads(config_path.read_text("utf-8")) if config_path.is_file() else {}
    except (struct.error, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ModelError(
            f"The model in {directory} is broken: {error}. Delete it and pull it anew."
        ) from error
    return ModelFiles(
        directory, kind, _layers(names, "encoder"), _layers(names, "decoder"), vocabulary, config
    )


def _vocabulary(directory: Path) -> list[str]:
    for name in VOCABULARIES:
        if (directory / f"{name}.json").is_file():
            tokens: list[str] = json.loads((directory / f"{name}.json").read_text("utf-8"))
            return tokens
        if (directory / f"{name}.txt").is_file():
            return (directory / f"{name}.txt").read_text("utf-8").split("\n")
    raise ModelError(
        f"{directory} has no vocabulary: one of {', '.join(VOCABULARIES)} as .json or .txt is needed. "
        "Pull the model anew."
    )


def _header(file: BinaryIO) -> tuple[str, set[str]]:
    """The architecture and the names of the weights: a version, then name, shape, type and bytes of each."""
    _unpack(file, "I")
    kind = _string(file)
    _unpack(file, "I")
    return kind, set(_names(file, _unpack(file, "I")))


def _names(file: BinaryIO, count: int) -> Iterator[str]:
    for _ in range(count):
        yield _string(file)
        rank = _unpack(file, "B")
        file.seek(4 * rank + 1, 1)
        file.seek(_unpack(file, "I"), 1)


def _unpack(file: BinaryIO, kind: str) -> int:
    (value,) = struct.unpack(f"<{kind}", file.read(struct.calcsize(f"<{kind}")))
    return int(value)


def _string(file: BinaryIO) -> str:
    return file.read(_unpack(file, "H")).rstrip(b"\0").decode("utf-8")


def _layers(names: set[str], stack: str) -> int:
    prefix = f"{stack}/layer_"
    found = {name[len(prefix) :].partition("/")[0] for name in names if name.startswith(prefix)}
    return len({index for index in found if index.isdigit()})
