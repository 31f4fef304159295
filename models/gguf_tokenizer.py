"""The tokenizer inside a GGUF of the Qwen2 family, as a tokenizer.json of Hugging Face's tokenizers."""

from pathlib import Path
from typing import Any

from gguf import GGUFReader
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers

from models.errors import ModelError

SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
"""How Qwen2 cuts a text into words before byte-pair encoding."""

CONTROL, USER_DEFINED = 3, 4
"""Kinds of token in a GGUF that are matched whole, before the splitting."""


def write_tokenizer(reader: GGUFReader, path: Path) -> None:
    """Write tokenizer.json to `path`."""
    tokens = _contents(reader, "tokenizer.ggml.tokens")
    merges = [tuple(merge.split(" ", 1)) for merge in _contents(reader, "tokenizer.ggml.merges")]
    kinds = _contents(reader, "tokenizer.ggml.token_type")
    tokenizer = Tokenizer(
        models.BPE(vocab={token: index for index, token in enumerate(tokens)}, merges=merges)
    )
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    for token, kind in zip(tokens, kinds, strict=True):
        if kind in (CONTROL, USER_DEFINED):
            tokenizer.add_tokens([AddedToken(token, special=kind == CONTROL, normalized=False)])
    tokenizer.save(str(path))


def padded_vocabulary(reader: GGUFReader, rows: int) -> list[str]:
    """The tokens in order of their ids, padded to the `rows` of the embedding."""
    tokens = list(_contents(reader, "tokenizer.ggml.tokens"))
    return tokens + [f"<extra_id_{index}>" for index in range(rows - len(tokens))]


def end_token(reader: GGUFReader) -> str:
    """The token that ends an answer."""
    tokens = _contents(reader, "tokenizer.ggml.tokens")
    return str(tokens[int(_contents(reader, "tokenizer.ggml.eos_token_id"))])


def _contents(reader: GGUFReader, name: str) -> Any:
    field = reader.get_field(name)
    if field is None:
        raise ModelError(f"The GGUF lacks the field {name!r}: it is incomplete. Fetch it anew.")
    return field.contents()
