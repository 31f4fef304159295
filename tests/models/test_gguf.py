"""GGUF to CTranslate2, on a tiny Qwen2 written with the real GGUF writer."""

from pathlib import Path

import ctranslate2
import gguf
import numpy as np
import pytest
from tokenizers import Tokenizer, pre_tokenizers

from models.errors import ModelError
from models.gguf import convert_qwen2
from translate.model_files import read_model_files

DEPTH, HEADS, KV_HEADS, LAYERS, FFN = 64, 2, 1, 2, 96
MARKS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]


def _tokens() -> list[str]:
    return [*sorted(pre_tokenizers.ByteLevel.alphabet()), "Ġt", "he", "Ġthe", *MARKS]


def write_gguf(path: Path, *, architecture: str = "qwen2", untied: bool = False) -> None:
    random = np.random.default_rng(1)

    def weights(*shape: int) -> np.ndarray:
        return random.normal(0, 0.1, shape).astype(np.float32)

    writer = gguf.GGUFWriter(path, architecture)
    writer.add_block_count(LAYERS)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_rope_freq_base(1e6)
    writer.add_layer_norm_rms_eps(1e-6)
    tokens = _tokens()
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list(tokens)
    writer.add_token_types([3 if token in MARKS else 1 for token in tokens])
    writer.add_token_merges(["Ġ t", "h e", "Ġt he"])
    writer.add_eos_token_id(len(tokens) - 1)
    embedding = weights(len(tokens) + 5, DEPTH)
    quantized = gguf.quantize(embedding, gguf.GGMLQuantizationType.Q8_0)
    writer.add_tensor("token_embd.weight", quantized, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
    writer.add_tensor("output.weight", weights(len(tokens) + 5, DEPTH) if untied else embedding)
    writer.add_tensor("output_norm.weight", np.ones(DEPTH, np.float32))
    head = DEPTH // HEADS
    for i in range(LAYERS):
        for name, rows in (("q", DEPTH), ("k", KV_HEADS * head), ("v", KV_HEADS * head)):
            writer.add_tensor(f"blk.{i}.attn_{name}.weight", weights(rows, DEPTH))
            writer.add_tensor(f"blk.{i}.attn_{name}.bias", weights(rows))
        writer.add_tensor(f"blk.{i}.attn_output.weight", weights(DEPTH, DEPTH))
        writer.add_tensor(f"blk.{i}.ffn_gate.weight", weights(FFN, DEPTH))
        writer.add_tensor(f"blk.{i}.ffn_up.weight", weights(FFN, DEPTH))
        writer.add_tensor(f"blk.{i}.ffn_down.weight", weights(DEPTH, FFN))
        writer.add_tensor(f"blk.{i}.attn_norm.weight", np.ones(DEPTH, np.float32))
        writer.add_tensor(f"blk.{i}.ffn_norm.weight", np.ones(DEPTH, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@pytest.mark.parametrize("untied", [False, True])
def test_converted_model_loads_and_generates(tmp_path: Path, untied: bool) -> None:
    write_gguf(tmp_path / "model.gguf", untied=untied)
    convert_qwen2(tmp_path / "model.gguf", tmp_path / "out")
    generator = ctranslate2.Generator(str(tmp_path / "out"), device="cpu", compute_type="int8")
    (result,) = generator.generate_batch([["<|im_start|>", "Ġthe"]], max_length=5, sampling_topk=1)
    assert len(result.sequences[0]) >= 2


def test_a_matrix_written_twice_is_kept_once(tmp_path: Path) -> None:
    """A tied embedding that the GGUF has twice, quantized differently, takes no room twice."""
    for name, untied in (("tied", False), ("untied", True)):
        write_gguf(tmp_path / f"{name}.gguf", untied=untied)
        convert_qwen2(tmp_path / f"{name}.gguf", tmp_path / name)
    tied, untied_size = ((tmp_path / n / "model.bin").stat().st_size for n in ("tied", "untied"))
    assert untied_size - tied >= len(_tokens()) * DEPTH


def test_vocabulary_is_padded_to_the_rows_of_the_embedding(tmp_path: Path) -> None:
    write_gguf(tmp_path / "model.gguf")
    convert_qwen2(tmp_path / "model.gguf", tmp_path / "out")
    files = read_model_files(tmp_path / "out")
    assert files.kind == "TransformerDecoderSpec"
    assert files.decoder_layers == LAYERS
    assert len(files.vocabulary) == len(_tokens()) + 5
    assert files.config["eos_token"] == "<|im_end|>"


def test_tokenizer_merges_splits_and_returns_the_text(tmp_path: Path) -> None:
    write_gguf(tmp_path / "model.gguf")
    convert_qwen2(tmp_path / "model.gguf", tmp_path / "out")
    tokenizer = Tokenizer.from_file(str(tmp_path / "out" / "tokenizer.json"))
    encoded = tokenizer.encode("in the <|im_end|>12 你", add_special_tokens=False)
    assert encoded.tokens[:5] == ["i", "n", "Ġthe", "Ġ", "<|im_end|>"]
    assert tokenizer.decode(encoded.ids, skip_special_tokens=False) == "in the <|im_end|>12 你"


def test_another_architecture_is_refused_by_name(tmp_path: Path) -> None:
    write_gguf(tmp_path / "model.gguf", architecture="llama")
    with pytest.raises(ModelError, match="'llama'"):
        convert_qwen2(tmp_path / "model.gguf", tmp_path / "out")


def test_a_file_that_is_no_gguf_says_so(tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_bytes(b"not a model at all, just some text")
    with pytest.raises(ModelError, match="cannot be read as GGUF"):
        convert_qwen2(tmp_path / "model.gguf", tmp_path / "out")
