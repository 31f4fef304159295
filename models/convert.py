"""What turns fetched files into a model that can be loaded, by the names the catalogue uses."""

from collections.abc import Callable
from pathlib import Path

Converter = Callable[[Path, Path], None]
"""(folder of the fetched files, empty folder for the model)."""


def qwen2_gguf(fetched: Path, out: Path) -> None:
    """A Qwen2 GGUF file → a CTranslate2 directory."""
    # Imported here because only the pull of such a model needs it.
    from models.gguf import convert_qwen2  # noqa: PLC0415

    convert_qwen2(fetched / "model.gguf", out)


CONVERTERS: dict[str, Converter] = {"qwen2-gguf": qwen2_gguf}
