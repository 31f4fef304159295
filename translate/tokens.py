"""The tokenizers that come with translation models, behind one interface."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import sentencepiece
from tokenizers import Tokenizer

from models.errors import ModelError

SOURCE_FILES = ("source.spm", "sentencepiece.bpe.model", "spiece.model", "sentencepiece.model", "spm.model")
TARGET_FILES = ("target.spm", *SOURCE_FILES[1:])


class Subwords(Protocol):
    """Text to tokens and back."""

    def encode(self, text: str) -> list[str]:
        """The tokens of a text. What looks like a control token in it is taken as plain text."""
        ...

    def decode(self, tokens: Sequence[str]) -> str:
        """The text of tokens."""
        ...


class SentencePiece:
    """A sentencepiece model file."""

    def __init__(self, path: Path) -> None:
        try:
            self._model = sentencepiece.SentencePieceProcessor(model_file=str(path))
        except (RuntimeError, OSError) as error:
            raise ModelError(
                f"{path} is not a sentencepiece model: {error}. Fetch the model anew."
            ) from error

    def encode(self, text: str) -> list[str]:
        """See Subwords."""
        pieces: list[str] = self._model.encode(text, out_type=str)
        return pieces

    def decode(self, tokens: Sequence[str]) -> str:
        """See Subwords."""
        return str(self._model.decode_pieces(list(tokens)))


class HuggingFace:
    """A tokenizer.json."""

    def __init__(self, path: Path) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:
            raise ModelError(f"{path} is not a tokenizer: {error}. Fetch the model anew.") from error
        self._tokenizer.encode_special_tokens = True

    def encode(self, text: str) -> list[str]:
        """See Subwords."""
        tokens: list[str] = self._tokenizer.encode(text, add_special_tokens=False).tokens
        return tokens

    def decode(self, tokens: Sequence[str]) -> str:
        """See Subwords."""
        ids = [self._tokenizer.token_to_id(token) for token in tokens]
        text: str = self._tokenizer.decode([i for i in ids if i is not None], skip_special_tokens=True)
        return text


def open_tokenizers(directory: Path) -> tuple[Subwords, Subwords]:
    """The source's and the target's tokenizer of a model directory; raises ModelError without one."""
    source = next((directory / name for name in SOURCE_FILES if (directory / name).is_file()), None)
    target = next((directory / name for name in TARGET_FILES if (directory / name).is_file()), None)
    if source and target:
        opened = SentencePiece(source)
        return opened, opened if source == target else SentencePiece(target)
    if (directory / "tokenizer.json").is_file():
        both = HuggingFace(directory / "tokenizer.json")
        return both, both
    raise ModelError(
        f"{directory} has no tokenizer. Put one of {', '.join(SOURCE_FILES)} (with target.spm for OPUS-MT) "
        "or tokenizer.json from the model's repository into it."
    )
