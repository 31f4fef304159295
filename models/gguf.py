"""Converts Qwen2 and Qwen2.5 models from GGUF to CTranslate2 int8, without torch.

Each weight is dequantized a block of rows at a time and quantized anew at once, so that no more than
one block is ever held as floats: the peak is about the size of the int8 model.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import common_spec
from ctranslate2.specs.transformer_spec import TransformerDecoderModelSpec
from gguf import GGUFReader, ReaderTensor, dequantize
from numpy.typing import NDArray

from models.errors import ModelError
from models.gguf_tokenizer import end_token, padded_vocabulary, write_tokenizer

Floats = NDArray[np.float32]
Int8 = NDArray[np.int8]

BLOCK_ROWS = 4096
TIED_COSINE = 0.99
"""Rows of the input and output embeddings at least this alike are one matrix that was quantized twice."""


def convert_qwen2(gguf_path: Path, out_dir: Path) -> None:
    """Write the model in `gguf_path` to `out_dir` as CTranslate2 int8, with its tokenizer.json beside.

    Raises ModelError when the file is not a GGUF of the qwen2 architecture.
    """
    reader = _open(gguf_path)
    weights = _Weights(reader, gguf_path)
    spec = _spec(reader)
    _fill(spec.decoder, weights)
    rows = spec.decoder.embeddings.weight.shape[0]
    spec.register_vocabulary(padded_vocabulary(reader, rows))
    spec.config.bos_token = spec.config.eos_token = end_token(reader)
    spec.config.unk_token = ""
    spec.config.layer_norm_epsilon = float(_field(reader, "qwen2.attention.layer_norm_rms_epsilon"))
    spec.validate()
    spec.optimize()
    out_dir.mkdir(parents=True, exist_ok=True)
    write_tokenizer(reader, out_dir / "tokenizer.json")
    spec.save(str(out_dir))


def _open(path: Path) -> GGUFReader:
    try:
        reader = GGUFReader(path)
    except (ValueError, OSError, IndexError) as error:
        raise ModelError(
            f"{path} cannot be read as GGUF: {error}. Delete the file and fetch it anew."
        ) from error
    architecture = _field(reader, "general.architecture")
    if architecture != "qwen2":
        raise ModelError(
            f"{path} is a GGUF of architecture {architecture!r}. "
            "Footlights converts qwen2 (Qwen2, Qwen2.5); take other models in CTranslate2 format."
        )
    return reader


def _field(reader: GGUFReader, name: str) -> Any:
    field = reader.get_field(name)
    if field is None:
        raise ModelError(f"The GGUF lacks the field {name!r}: it is incomplete. Fetch it anew.")
    return field.contents()


def _spec(reader: GGUFReader) -> TransformerDecoderModelSpec:
    heads = int(_field(reader, "qwen2.attention.head_count"))
    kv_heads = int(_field(reader, "qwen2.attention.head_count_kv"))
    return TransformerDecoderModelSpec.from_config(
        int(_field(reader, "qwen2.block_count")),
        heads,
        activation=common_spec.Activation.SWISH,
        pre_norm=True,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=0,
        rotary_interleave=False,
        rotary_base=float(_field(reader, "qwen2.rope.freq_base")),
        num_heads_kv=None if kv_heads == heads else kv_heads,
        quant_type=common_spec.Quantization.CT2,
    )


class _Weights:
    """The tensors of a GGUF by name."""

    def __init__(self, reader: GGUFReader, path: Path) -> None:
        self._tensors = {tensor.name: tensor for tensor in reader.tensors}
        self._path = path

    def __contains__(self, name: str) -> bool:
        return name in self._tensors

    def floats(self, name: str) -> Floats:
        """A small tensor, whole."""
        tensor = self._tensor(name)
        return _floats(tensor.data, tensor)

    def int8(self, *names: str) -> tuple[Int8, Floats]:
        """Matrices fused one below the other: shape (rows, columns), and a scale for each row."""
        blocks = [_quantize(block) for name in names for block in self._blocks(name)]
        return np.concatenate([rows for rows, _ in blocks]), np.concatenate([scale for _, scale in blocks])

    def alike(self, one: str, other: str) -> bool:
        """Whether two matrices hold the same rows but for the rounding of their quantization."""
        a, b = next(self._blocks(one)), next(self._blocks(other))
        if a.shape != b.shape:
            return False
        cosine = np.sum(a * b, axis=1) / (np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1) + 1e-9)
        return bool(np.median(cosine) >= TIED_COSINE)

    def bits(self, name: str) -> float:
        """Bits a weight in the file."""
        tensor = self._tensor(name)
        return 8 * int(tensor.n_bytes) / int(tensor.n_elements)

    def _blocks(self, name: str) -> Iterator[Floats]:
        tensor = self._tensor(name)
        for start in range(0, len(tensor.data), BLOCK_ROWS):
            yield _floats(tensor.data[start : start + BLOCK_ROWS], tensor)

    def _tensor(self, name: str) -> ReaderTensor:
        if name not in self._tensors:
            raise ModelError(f"{self._path} lacks the tensor {name!r}: it is incomplete. Fetch it anew.")
        return self._tensors[name]


def _floats(data: NDArray[Any], tensor: ReaderTensor) -> Floats:
    return np.ascontiguousarray(dequantize(data, tensor.tensor_type), dtype=np.float32)


def _quantize(rows: Floats) -> tuple[Int8, Floats]:
    """int8 and one scale a row, as CTranslate2 quantizes: int8 = round(row * scale)."""
    peak = np.abs(rows).max(axis=1)
    scale = np.where(peak == 0, np.float32(1), np.float32(127) / np.maximum(peak, np.float32(1e-30)))
    return np.rint(rows * scale[:, None]).astype(np.int8), scale.astype(np.float32)


def _fill(decoder: Any, weights: _Weights) -> None:
    decoder.scale_embeddings = False
    source, tied = _embedding_source(weights)
    decoder.embeddings.weight, decoder.embeddings.weight_scale = weights.int8(source)
    if tied:
        decoder.projection.weight = decoder.embeddings.weight
        decoder.projection.weight_scale = decoder.embeddings.weight_scale
    else:
        _set_linear(decoder.projection, weights, "output")
    decoder.layer_norm.gamma = weights.floats("output_norm.weight")
    for index, layer in enumerate(decoder.layer):
        _fill_layer(layer, weights, f"blk.{index}.")


def _embedding_source(weights: _Weights) -> tuple[str, bool]:
    """The tensor to read the input embedding from, and whether the output projection is the same.

    Converters to GGUF often write a tied matrix twice, quantizing the two differently: keep the better.
    """
    if "output.weight" not in weights:
        return "token_embd.weight", True
    if weights.alike("token_embd.weight", "output.weight"):
        return max("token_embd.weight", "output.weight", key=weights.bits), True
    return "token_embd.weight", False


def _fill_layer(layer: Any, weights: _Weights, prefix: str) -> None:
    attention, feed_forward = layer.self_attention, layer.ffn
    attention.layer_norm.gamma = weights.floats(f"{prefix}attn_norm.weight")
    _set_linear(attention.linear[0], weights, f"{prefix}attn_q", f"{prefix}attn_k", f"{prefix}attn_v")
    _set_linear(attention.linear[1], weights, f"{prefix}attn_output")
    feed_forward.layer_norm.gamma = weights.floats(f"{prefix}ffn_norm.weight")
    _set_linear(feed_forward.linear_0, weights, f"{prefix}ffn_gate")
    _set_linear(feed_forward.linear_0_noact, weights, f"{prefix}ffn_up")
    _set_linear(feed_forward.linear_1, weights, f"{prefix}ffn_down")


def _set_linear(linear: Any, weights: _Weights, *names: str) -> None:
    linear.weight, linear.weight_scale = weights.int8(*(f"{name}.weight" for name in names))
    if f"{names[0]}.bias" in weights:
        linear.bias = np.concatenate([weights.floats(f"{name}.bias") for name in names])
