"""A translator in a process of its own: when it dies, hangs or runs out of memory, the captions go on.

A thread would not do: what a model does in C++ cannot be interrupted, and what kills it kills its process.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from models.errors import FootlightsError
from translate.engine import Request, Translator
from translate.errors import EngineError

NICE = 10
"""Added where the system knows it: recognition comes first on a small machine."""
END_S = 5.0
"""How long a process may take to end before it is left to the system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long to wait for the process, in seconds. Even a slow machine needs a tenth of it."""

    open_s: float = 300.0
    answer_s: float = 120.0


class Isolated:
    """A Translator whose work is done by another process.

    When that process does not answer, or is gone, its caller gets EngineError: open another one then.
    """

    def __init__(self, open_translator: Callable[[], Translator], limits: Limits | None = None) -> None:
        """Start the process, and load the model there with `open_translator`, which must be picklable.

        Raises what that raises, or EngineError. Blocks for as long as it takes.
        """
        self._limits = limits or Limits()
        self._supported: dict[tuple[str, str], bool] = {}
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(theirs, open_translator), name="translation", daemon=True
        )
        self.process.start()
        theirs.close()
        self._answer(self._limits.open_s)

    def supports(self, source: str, target: str) -> bool:
        """See Translator."""
        pair = (source, target)
        if pair not in self._supported:
            self._supported[pair] = self._ask("supports", pair)
        return self._supported[pair]

    def translate(self, batch: Sequence[Request]) -> list[str]:
        """See Translator."""
        texts: list[str] = self._ask("translate", (list(batch),))
        return texts

    def close(self) -> None:
        """See Translator. May be called by any thread: one that waits for an answer gets EngineError."""
        self.process.kill()
        self.process.join(END_S)

    def _ask(self, method: str, arguments: tuple[Any, ...]) -> Any:
        try:
            self._pipe.send((method, arguments))
        except OSError as error:
            raise self._ended() from error
        return self._answer(self._limits.answer_s)

    def _answer(self, limit_s: float) -> Any:
        try:
            if not self._pipe.poll(limit_s):
                self.close()
                raise EngineError(f"The translator did not answer for {limit_s:.0f} s.")
            result, failure = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise self._ended() from error
        if failure is not None:
            raise failure
        return result

    def _ended(self) -> EngineError:
        self.process.join(END_S)
        status = self.process.exitcode
        return EngineError(
            f"The translator's process ended with status {status}. If that happens again, "
            "the machine may lack memory: choose a smaller translation model."
        )


def _serve(pipe: Connection, open_translator: Callable[[], Translator]) -> None:
    """In the process: answer until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICE)
    with suppress(EOFError, OSError):
        translator, failure = _attempt(open_translator)
        pipe.send((None, failure))
        while failure is None:
            method, arguments = pipe.recv()
            pipe.send(_attempt(getattr(translator, method), *arguments))


def _attempt(call: Callable[..., Any], *arguments: Any) -> tuple[Any, Exception | None]:
    """What a call returns, or what it fails with, fit to be sent."""
    try:
        return call(*arguments), None
    except FootlightsError as error:
        return None, error
    except Exception as error:  # noqa: BLE001 - whatever a model fails with, captions go on
        return None, EngineError(f"The translation model failed: {error!r}")
