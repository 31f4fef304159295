"""A real guest and the real model that finds her."""

from pathlib import Path

import numpy as np
import pytest

import models
from booth.ports import Picture
from models.errors import ModelError


@pytest.fixture(scope="session")
def astronaut() -> Picture:
    """A portrait of 512 x 512 pixels that scikit-image ships."""
    from skimage import data

    return np.asarray(data.astronaut(), np.uint8)


@pytest.fixture(scope="session")
def segmentation() -> Path:
    """The directory of the segmentation model; skips where it cannot be fetched."""
    try:
        return models.pull("selfie-segmentation")
    except ModelError as error:
        pytest.skip(str(error))
