"""The real fonts."""

from pathlib import Path

import pytest

import models
from booth.compose.fonts import FontBook
from models.errors import ModelError


@pytest.fixture(scope="session")
def fonts() -> FontBook:
    """The fonts of the catalogue, fetched if need be; skips where that is impossible."""
    try:
        return FontBook(models.pull("booth-fonts"))
    except ModelError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def frames() -> Path:
    """The folder of the shipped frames."""
    return Path(__file__).parents[3] / "configs" / "booth" / "frames"
