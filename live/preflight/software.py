"""Python and the libraries: are they there, and can they be loaded?"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from live.errors import first_line
from live.preflight.finding import Finding

PYTHON_MIN = (3, 11)
LIBRARIES = (
    "av",
    "cryptography",
    "ctranslate2",
    "faster_whisper",
    "numpy",
    "onnxruntime",
    "opencc",
    "psutil",
    "pydantic",
    "segno",
    "sentencepiece",
    "tokenizers",
    "websockets",
)
"""Modules that captions need. Loading them finds a missing system library too."""
REINSTALL = "Install them again: pip install --force-reinstall footlights"


def check_python(version: Sequence[int] = sys.version_info[:3]) -> Finding:
    """Whether Python is new enough."""
    found = ".".join(str(part) for part in version[:3])
    ok = tuple(version[:2]) >= PYTHON_MIN
    wanted = ".".join(str(part) for part in PYTHON_MIN)
    remedy = "" if ok else f"Install Python {wanted} or later, and Footlights in it."
    return Finding(name="Python", ok=ok, found=found, remedy=remedy)


def check_libraries(
    names: Sequence[str] = LIBRARIES, load: Callable[[str], object] = import_module
) -> Finding:
    """Whether every library can be loaded."""
    failures = {}
    for name in names:
        try:
            load(name)
        except Exception as error:  # noqa: BLE001 - a library that breaks may raise anything
            failures[name] = first_line(error)
    if failures:
        found = "; ".join(f"{name}: {reason}" for name, reason in failures.items())
        return Finding(name="Libraries", ok=False, found=found, remedy=REINSTALL)
    return Finding(name="Libraries", ok=True, found=f"all {len(names)} can be loaded")
