"""An engine over the demo's documents, without models: words alone decide."""

from datetime import datetime
from pathlib import Path

import pytest

from avatar.answers import lexicon
from avatar.answers.engine import Engine
from avatar.answers.folder import read_folder
from avatar.answers.library import Library
from avatar.answers.programme import find_programme

DEMO = Path(__file__).parents[3] / "configs" / "demo" / "documents"
MID_MORNING = datetime(2026, 3, 12, 10, 40)  # noqa: DTZ001 - the time at the venue


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(read_folder(DEMO).documents, lexicon.build(), None)


@pytest.fixture(scope="session")
def engine(library: Library) -> Engine:
    return Engine(library, find_programme(DEMO), now=lambda: MID_MORNING)
