"""Opens a translation model directory of any known family."""

import re
from pathlib import Path

from models.errors import ModelError
from translate.chat import ChatWriter, chat_style
from translate.encoder_decoder import EncoderDecoder
from translate.engine import Translator
from translate.families import Family, M2m100, Madlad, Marian, Nllb
from translate.instruct import Instruct
from translate.model_files import ModelFiles, read_model_files
from translate.runtime import Device, open_language_model, open_sequence_model
from translate.steering import Steering
from translate.tokens import open_tokenizers

_PAIR = re.compile(r"opus-mt(?:-tc)?(?:-big|-base|-tiny)?-([a-z]{2,3})-([a-z]{2,3})(?![a-z])")
_MARK = "CTranslate2 directory of NLLB-200, M2M100, SMaLL-100, MADLAD-400, OPUS-MT, Qwen2.5, Llama 3 or Gemma"

CPU_BEAM, GPU_BEAM = 2, 4


def load_translator(
    directory: Path, *, device: Device = "auto", threads: int = 1, pair: tuple[str, str] | None = None
) -> Translator:
    """Open the model in `directory`, whichever family it is of.

    `threads`: CPU threads; one by default, so that recognition keeps the other cores.
    `pair`: the languages of an OPUS-MT model, where its directory's name does not tell them.
    Raises ModelError.
    """
    files = read_model_files(directory)
    if files.kind == "TransformerDecoderSpec":
        return _instruct(files, device, threads)
    if files.kind == "TransformerSpec":
        return _encoder_decoder(files, device, threads, pair)
    raise ModelError(f"The model in {directory} is a {files.kind}, which does not translate. Use a {_MARK}.")


def _instruct(files: ModelFiles, device: Device, threads: int) -> Instruct:
    style = chat_style(files.vocabulary)
    if style is None:
        raise ModelError(
            f"The model in {files.directory} is no instruction model we know: it has none of the chat marks "
            f"<|im_start|>, <|start_header_id|>, <start_of_turn>. Use a {_MARK}."
        )
    tokenizer, _ = open_tokenizers(files.directory)
    model, on_gpu = open_language_model(files.directory, device, threads)
    chat, steering = ChatWriter(style, tokenizer), Steering(files.vocabulary)
    return Instruct(model, chat, tokenizer, steering, keeps_names=on_gpu)


def _encoder_decoder(
    files: ModelFiles, device: Device, threads: int, pair: tuple[str, str] | None
) -> EncoderDecoder:
    family = _family(files, pair)
    tokenizers = open_tokenizers(files.directory)
    model, on_gpu = open_sequence_model(files.directory, device, threads)
    return EncoderDecoder(
        model,
        family,
        tokenizers,
        adds_end=bool(files.config.get("add_source_eos", False)),
        beam_size=GPU_BEAM if on_gpu else CPU_BEAM,
    )


def _family(files: ModelFiles, pair: tuple[str, str] | None) -> Family:
    vocabulary = files.vocabulary
    if "eng_Latn" in vocabulary:
        return Nllb(vocabulary)
    if "__en__" in vocabulary:
        return M2m100(vocabulary, small=files.decoder_layers < files.encoder_layers)
    if "<2en>" in vocabulary:
        return Madlad(vocabulary)
    found = pair or _named_pair(files.directory)
    if found is None:
        raise ModelError(
            f"The name of {files.directory} does not tell which languages it translates. "
            f"Name it like opus-mt-en-zh, or set the pair in the configuration; or use a {_MARK}."
        )
    return Marian(vocabulary, *found)


def _named_pair(directory: Path) -> tuple[str, str] | None:
    """The languages in a name such as `opus-mt-en-zh`; a group of languages counts as several (`mul`)."""
    match = _PAIR.search(directory.name.lower())
    if match is None:
        return None
    source, target = ("mul" if len(code) == 3 and code != "yue" else code for code in match.groups())
    return source, target
