"""Tiny models of each architecture in the layout of the hub's CTranslate2 directories: real CTranslate2
specifications with random weights, real sentencepiece models trained here."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from ctranslate2.specs import common_spec
from ctranslate2.specs.model_spec import LayerSpec
from ctranslate2.specs.transformer_spec import TransformerDecoderModelSpec, TransformerSpec
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

DEPTH, HEADS, POSITIONS = 16, 2, 256

CORPUS = (
    "Good morning and thank you all for coming to the harbour this morning",
    "The bank opened twelve branches last year and hired almost three hundred people",
    "Buenos días y gracias a todos por venir a la conferencia de hoy",
    "早上好 感谢各位的到来 去年 该银行开设了分行",
    "What does this mean for small companies and for the people who work there",
)


def train_sentencepiece(path: Path, size: int = 120) -> list[str]:
    """Train a model at `path`; returns its pieces."""
    model = BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(CORPUS * 4),
        model_writer=model,
        vocab_size=size,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    path.write_bytes(model.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


def nllb(directory: Path) -> Path:
    """NLLB-200: shared vocabulary, sentencepiece.bpe.model, languages such as eng_Latn."""
    languages = ["eng_Latn", "spa_Latn", "yue_Hant", "zho_Hans", "zho_Hant"]
    return _many_languages(directory, languages, layers=2)


def m2m100(directory: Path) -> Path:
    """M2M100: as NLLB, languages such as __en__."""
    return _many_languages(directory, ["__en__", "__es__", "__zh__", "__he__"], layers=2)


def small100(directory: Path) -> Path:
    """SMaLL-100: M2M100 with fewer decoder layers."""
    return _many_languages(directory, ["__en__", "__es__", "__zh__"], layers=(3, 1))


def madlad(directory: Path) -> Path:
    """MADLAD-400: T5 with relative positions, languages such as <2en> before the source."""
    directory.mkdir()
    pieces = train_sentencepiece(directory / "spiece.model")
    vocabulary = _with_specials(pieces, ["<2en>", "<2es>", "<2zh>", "<2yue>", "<2iw>"])
    spec = TransformerSpec.from_config(
        2, HEADS, pre_norm=True, activation=common_spec.Activation.GELUTanh, ffn_glu=True,
        relative_attention_bias=True, rms_norm=True,
    )  # fmt: skip
    return _save_pair(spec, directory, vocabulary, decoder_start_token="<s>", bos_token="<s>")


def opus_mt(directory: Path, labels: Sequence[str] = ()) -> Path:
    """OPUS-MT: source.spm and target.spm; `labels` such as >>cmn_Hans<< for several targets."""
    directory.mkdir()
    pieces = train_sentencepiece(directory / "source.spm")
    (directory / "target.spm").write_bytes((directory / "source.spm").read_bytes())
    spec = TransformerSpec.from_config(2, HEADS, pre_norm=False, activation=common_spec.Activation.SWISH)
    return _save_pair(spec, directory, _with_specials(pieces, labels), decoder_start_token="</s>")


def qwen(directory: Path) -> Path:
    """Qwen2.5: a decoder with rotary positions and a byte-level tokenizer.json."""
    directory.mkdir()
    marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    vocabulary = [*sorted(pre_tokenizers.ByteLevel.alphabet()), *marks]
    tokenizer = Tokenizer(models.BPE(vocab={t: i for i, t in enumerate(vocabulary)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(marks)
    tokenizer.save(str(directory / "tokenizer.json"))
    spec = TransformerDecoderModelSpec.from_config(
        2, HEADS, activation=common_spec.Activation.SWISH, ffn_glu=True, rms_norm=True, rotary_dim=0,
        rotary_interleave=False, num_heads_kv=1,
    )  # fmt: skip
    _fill(spec, len(vocabulary), kv_heads=1)
    spec.register_vocabulary(vocabulary)
    spec.config.eos_token = spec.config.bos_token = "<|im_end|>"
    spec.config.unk_token = ""
    spec.validate()
    spec.save(str(directory))
    return directory


def _many_languages(directory: Path, languages: Sequence[str], layers: int | tuple[int, int]) -> Path:
    directory.mkdir()
    pieces = train_sentencepiece(directory / "sentencepiece.bpe.model")
    spec = TransformerSpec.from_config(layers, HEADS, pre_norm=True)
    return _save_pair(spec, directory, _with_specials(pieces, languages), decoder_start_token="</s>")


def _with_specials(pieces: Iterable[str], others: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(["<s>", "<pad>", "</s>", "<unk>", *pieces, *others]))


def _save_pair(spec: TransformerSpec, directory: Path, vocabulary: list[str], **config: str) -> Path:
    _fill(spec, len(vocabulary))
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    for name, value in config.items():
        setattr(spec.config, name, value)
    spec.validate()
    spec.save(str(directory))
    return directory


def _fill(spec: LayerSpec, words: int, kv_heads: int = HEADS) -> None:
    """Random weights of the right shapes in every place of a specification."""
    random = np.random.default_rng(0)

    def place(layer: Any, name: str, value: object) -> None:
        field = name.rsplit("/", 1)[-1]
        if value is None or field == "encodings":
            shape = _shape(name, words, kv_heads)
            setattr(layer, field, random.normal(0, 0.3, shape).astype(np.float32))
            if field == "relative_attention_max_distance":
                setattr(layer, field, np.dtype("int32").type(8))

    spec._visit(place)


def _shape(name: str, words: int, kv_heads: int) -> tuple[int, ...]:
    head = DEPTH // HEADS
    endings = {
        "embeddings_0/weight": (words, DEPTH),
        "embeddings/weight": (words, DEPTH),
        "projection/weight": (words, DEPTH),
        "encodings": (POSITIONS, DEPTH),
        "relative_attention_bias": (8, HEADS),
        "ffn/linear_0/weight": (2 * DEPTH, DEPTH),
        "ffn/linear_0_noact/weight": (2 * DEPTH, DEPTH),
        "ffn/linear_1/weight": (DEPTH, 2 * DEPTH),
        "self_attention/linear_0/weight": (DEPTH + 2 * kv_heads * head, DEPTH),
        "/attention/linear_1/weight": (2 * DEPTH, DEPTH),
    }
    found = next((shape for ending, shape in endings.items() if name.endswith(ending)), None)
    return found or ((DEPTH, DEPTH) if name.endswith("weight") else (DEPTH,))
