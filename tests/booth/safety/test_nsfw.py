from pathlib import Path

import numpy as np
import pytest

import models
from booth.ports import Rating
from booth.safety.nsfw import NsfwFilter, prepared
from models.errors import FootlightsError, ModelError


@pytest.fixture(scope="module")
def folder() -> Path:
    try:
        return models.pull("open-nsfw")
    except ModelError as error:
        pytest.skip(str(error))


def test_a_picture_that_cannot_be_rated_is_not_safe_and_nothing_is_raised(tmp_path: Path) -> None:
    """Without a model everything waits for the organiser; nothing is let through."""
    grey = np.full((90, 120, 3), 128, np.uint8)
    assert NsfwFilter(tmp_path).check(grey) == Rating(score=1.0, safe=False)
    with pytest.raises(FootlightsError, match="footlights models pull open-nsfw"):
        NsfwFilter(tmp_path).ready()


def test_the_network_sees_the_middle_blue_first_and_without_the_mean() -> None:
    seen = prepared(np.full((90, 120, 3), (255, 0, 0), np.uint8))
    assert seen.shape == (1, 224, 224, 3)
    assert np.abs(seen[0, 100, 100] - (0 - 104, 0 - 117, 255 - 123)).max() < 4


@pytest.mark.model
def test_portraits_and_scenes_are_harmless(folder: Path) -> None:
    from skimage import data

    rate = NsfwFilter(folder).check
    for picture in (data.astronaut(), data.coffee(), data.chelsea()):
        rating = rate(np.asarray(picture, np.uint8))
        assert rating.safe
        assert rating.score < 0.2


@pytest.mark.model
def test_a_stricter_organiser_sees_more(folder: Path) -> None:
    from skimage import data

    assert not NsfwFilter(folder, unsafe_from=0.0).check(np.asarray(data.astronaut(), np.uint8)).safe
