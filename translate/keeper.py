"""Keeps a translation model open: opens it, and again some time after it has failed."""

import logging
import time
from collections.abc import Callable
from threading import Lock

from models.errors import FootlightsError
from translate.engine import Translator
from translate.glossary import Glossary
from translate.interpreter import Interpreter

log = logging.getLogger(__name__)

FIRST_RETRY_S, LAST_RETRY_S = 2.0, 60.0
"""How long to wait before a failed model is opened anew, doubled each time."""


class Keeper:
    """One model. `close` may be called by any thread, the rest by one; the properties may be read by any."""

    def __init__(
        self, open_translator: Callable[[], Translator], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.interpreter: Interpreter | None = None
        """None while there is no model."""
        self.reason = ""
        """Why there is none; empty until it has been opened for the first time."""
        self._open = open_translator
        self._clock = clock
        self._translator: Translator | None = None
        self._lock = Lock()
        self._closed = False
        self._retry_at = 0.0
        self._wait_s = FIRST_RETRY_S

    @property
    def due(self) -> bool:
        """Whether there is a model, or it is time to open one."""
        return not self._closed and (self.interpreter is not None or self._clock() >= self._retry_at)

    def ready(self) -> bool:
        """Whether there is a model, opening one if it is time."""
        if self.interpreter is None and self.due:
            try:
                self._take(self._open())
            except Exception as error:  # noqa: BLE001 - whatever a model fails with, captions go on
                self.failed(error)
        return self.interpreter is not None

    def worked(self) -> None:
        """The model has done something: after its next failure it is opened soon."""
        self._wait_s = FIRST_RETRY_S

    def failed(self, error: Exception) -> None:
        """Free the model, to open it anew after a while."""
        self._free()
        if self._closed:
            return
        self.reason = str(error) if isinstance(error, FootlightsError) else repr(error)
        log.warning("Translation is unavailable for %.0f s: %s", self._wait_s, self.reason)
        self._retry_at = self._clock() + self._wait_s
        self._wait_s = min(2 * self._wait_s, LAST_RETRY_S)

    def close(self) -> None:
        """Free the model for good, even while it works."""
        self._closed = True
        self._free()

    def _take(self, translator: Translator) -> None:
        with self._lock:
            self._translator = translator
        if self._closed:
            self._free()
        else:
            self.interpreter, self.reason = Interpreter(translator, Glossary()), ""

    def _free(self) -> None:
        self.interpreter = None
        with self._lock:
            translator, self._translator = self._translator, None
        if translator is not None:
            translator.close()
