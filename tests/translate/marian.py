"""A tiny OPUS-MT model as Marian writes it, for CTranslate2's own converter."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import yaml
from ctranslate2.converters import OpusMTConverter

from tests.translate.tiny import train_sentencepiece

DEPTH, HEADS, LAYERS, FFN = 16, 2, 1, 32

CONFIG = {
    "type": "transformer",
    "enc-depth": LAYERS,
    "dec-depth": LAYERS,
    "transformer-heads": HEADS,
    "transformer-decoder-autoreg": "self-attention",
    "transformer-no-projection": False,
    "transformer-ffn-activation": "swish",
    "transformer-preprocess": "",
    "transformer-postprocess": "dan",
    "transformer-postprocess-emb": "d",
    "transformer-guided-alignment-layer": "last",
}


def converted_opus_mt(directory: Path, labels: Sequence[str]) -> Path:
    """Write a Marian model of random weights and convert it into `directory`."""
    source = directory.parent / "marian"
    source.mkdir()
    pieces = train_sentencepiece(source / "source.spm")
    vocabulary = list(dict.fromkeys(["</s>", "<unk>", *pieces, *labels, "<pad>"]))
    lines = (f'"{_escaped(token)}": {index}' for index, token in enumerate(vocabulary))
    (source / "vocab.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    description = {"models": ["model.npz"], "vocabs": ["vocab.yml", "vocab.yml"]}
    (source / "decoder.yml").write_text(yaml.safe_dump(description), encoding="utf-8")
    config = np.frombuffer(yaml.safe_dump(CONFIG).encode() + b"\0", np.int8)
    np.savez(source / "model.npz", **{"special:model.yml": config}, **dict(_weights(len(vocabulary))))
    OpusMTConverter(str(source)).convert(str(directory))
    for name in ("source.spm", "target.spm"):
        (directory / name).write_bytes((source / "source.spm").read_bytes())
    return directory


def _weights(words: int) -> Iterator[tuple[str, np.ndarray]]:
    random = np.random.default_rng(2)

    def some(*shape: int) -> np.ndarray:
        return random.normal(0, 0.3, shape).astype(np.float32)

    yield "Wemb", some(words, DEPTH)
    yield "decoder_ff_logit_out_b", some(1, words)
    for stack, attentions in (("encoder", ["self"]), ("decoder", ["self", "context"])):
        for layer in (f"{stack}_l{number}" for number in range(1, LAYERS + 1)):
            for attention in (f"{layer}_{name}" for name in attentions):
                for letter in "qkvo":
                    yield f"{attention}_W{letter}", some(DEPTH, DEPTH)
                    yield f"{attention}_b{letter}", some(1, DEPTH)
                yield f"{attention}_Wo_ln_scale", some(1, DEPTH)
                yield f"{attention}_Wo_ln_bias", some(1, DEPTH)
            for number, (rows, columns) in ((1, (DEPTH, FFN)), (2, (FFN, DEPTH))):
                yield f"{layer}_ffn_W{number}", some(rows, columns)
                yield f"{layer}_ffn_b{number}", some(1, columns)
            yield f"{layer}_ffn_ffn_ln_scale", some(1, DEPTH)
            yield f"{layer}_ffn_ffn_ln_bias", some(1, DEPTH)


def _escaped(token: str) -> str:
    return token.replace("\\", "\\\\").replace('"', '\\"')
