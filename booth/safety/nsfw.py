"""Rates pictures with Yahoo's Open NSFW (BSD-2-Clause), on the CPU; see `booth.ports.Safety`.

The input is prepared as the network was trained: 256 x 256, a JPEG round trip, the middle 224 x 224, blue
first, the mean of the training data taken away (yahoo/open_nsfw, classify_nsfw.py).
"""

import logging
import threading
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from booth.ports import Picture, Rating
from models import FootlightsError, onnx, resolve

MODEL_ID = "open-nsfw"
UNSAFE_FROM = 0.35
"""The network's authors call a picture below 0.2 harmless and above 0.8 not; what lies between waits for a
person, and a tired organiser should see few faces there: harmless portraits rate below 0.1."""
RESIZED_PX, SEEN_PX = 256, 224
MEAN_BGR = (104, 117, 123)
UNRATED = Rating(score=1.0, safe=False)

logger = logging.getLogger(__name__)


class NsfwFilter:
    """The network, loaded at its first use. What it cannot rate is not safe."""

    def __init__(self, folder: Path | None = None, unsafe_from: float = UNSAFE_FROM) -> None:
        """`folder`: the model's directory; the user's own one from the catalogue when None."""
        self._folder = folder
        self._unsafe_from = unsafe_from
        self._session: Any = None
        self._lock = threading.Lock()

    def check(self, picture: Picture) -> Rating:
        """Rate a picture; never raises."""
        try:
            with self._lock:
                session = self._loaded()
                scores = session.run(None, {session.get_inputs()[0].name: prepared(picture)})[0]
            score = float(scores[0][1])
        except Exception as error:  # noqa: BLE001 - whatever it is, the picture waits for a person
            logger.warning("A picture could not be rated and waits for the organiser: %s", error)
            return UNRATED
        return Rating(score=score, safe=score < self._unsafe_from)

    def ready(self) -> None:
        """Load the network now. Raises FootlightsError, with what to do, when that is impossible."""
        with self._lock:
            self._loaded()

    def _loaded(self) -> Any:
        if self._session is None:
            path = (self._folder or resolve(MODEL_ID, MODEL_ID)) / "open-nsfw.onnx"
            try:
                self._session = onnx.opened(path)  # one thread: captions share the processor
            except Exception as error:  # the library has no base class of its own
                raise FootlightsError(
                    f"The picture filter in '{path}' cannot be read. Run: footlights models pull {MODEL_ID}"
                ) from error
        return self._session


def prepared(picture: Picture) -> NDArray[np.float32]:
    """Return the network's input, of shape (1, 224, 224, 3)."""
    small = Image.fromarray(picture).resize((RESIZED_PX, RESIZED_PX), Image.Resampling.BILINEAR)
    edge = (RESIZED_PX - SEEN_PX) // 2
    middle = small.crop((edge, edge, edge + SEEN_PX, edge + SEEN_PX))
    trip = BytesIO()
    middle.save(trip, "JPEG")
    pixels = np.asarray(Image.open(trip), np.float32)[:, :, ::-1]
    return np.ascontiguousarray((pixels - np.array(MEAN_BGR, np.float32))[None])
