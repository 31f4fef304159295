"""A speech model at work: loaded, in its one thread, and started again when it fails or hangs."""

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from live.recognise.load import Device, Loaded, load_engine
from live.recognise.recogniser import Recogniser
from live.recognise.worker import HungError, Worker
from live.status import Problem
from models.errors import ModelError

GPU_FAILED = Problem(
    code="gpu_failed",
    message="The GPU failed in mid-talk; the CPU goes on. Restart Footlights in a break to use it again.",
)
STEP_LIMIT_S = 20.0
"""A step that takes longer hangs: a driver or the memory failed. Even a slow machine needs a tenth of it."""
LOAD_LIMIT_S = 300.0
"""The same for loading a model."""
CLOSE_S = 10.0
"""How long the end waits for the step that runs."""

P = ParamSpec("P")
T = TypeVar("T")


class SpeechModel:
    """A model that one or several rooms use in turn. `name` is what people call it."""

    def __init__(
        self,
        name: str,
        directory: Path,
        *,
        device: Device = "auto",
        threads: int = 1,
        step_limit_s: float = STEP_LIMIT_S,
    ) -> None:
        """Load the model; raises ModelError. Blocks for as long as that takes."""
        self.name = name
        self._step_limit_s = step_limit_s
        self._directory = directory
        self._threads = threads
        self._loaded: Loaded = load_engine(directory, device=device, threads=threads)
        self._failed: Loaded | None = None
        """What a call failed with last."""
        self._restarting = asyncio.Lock()
        self._worker = Worker(f"speech {name}")

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that it knows."""
        return self._loaded.engine.languages

    @property
    def device(self) -> str:
        """What it runs on, such as `cpu int8`."""
        return f"{self._loaded.engine.device} {self._loaded.engine.compute_type}"

    @property
    def problem(self) -> Problem | None:
        """What keeps it from a better device."""
        return self._loaded.problem

    def recogniser(self, languages: Sequence[str], *, terms: Sequence[str], start_s: float) -> Recogniser:
        """A recogniser for a room, whose clock stands at `start_s`; for calls in `run`."""
        return Recogniser(self._loaded.engine, languages, terms=terms, start_s=start_s)

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T, float]:
        """Make a call in the model's thread, after those made before; also return its seconds, with the wait.

        A call that hangs raises HungError, and those that wait behind it too; the next ones get a new thread.
        """

        loaded, began = self._loaded, time.perf_counter()
        try:
            found = await self._in_thread(partial(call, *args, **kwargs), self._step_limit_s)
            return found, time.perf_counter() - began
        except Exception:
            self._failed = loaded
            raise

    async def restart(self) -> bool:
        """Load the model anew after it failed, on the CPU: a GPU that failed once is not trusted again.

        Of several rooms that saw it fail, the first has it loaded for all.
        """
        async with self._restarting:
            if self._failed is not self._loaded:
                return True
            try:
                loaded = await self._in_thread(self._load_on_cpu, LOAD_LIMIT_S)
            except (ModelError, HungError):
                return False
            problem = GPU_FAILED if self._loaded.engine.device == "cuda" else self.problem
            self._loaded = Loaded(loaded.engine, problem)
            return True

    def close(self) -> None:
        """Let the call that runs finish, and take no other."""
        self._worker.close(CLOSE_S)

    def _load_on_cpu(self) -> Loaded:
        return load_engine(self._directory, device="cpu", threads=self._threads)

    async def _in_thread(self, call: Callable[[], T], limit_s: float) -> T:
        worker = self._worker
        try:
            return await worker.run(call, limit_s)
        except HungError:
            if self._worker is worker:
                self._worker = Worker(f"speech {self.name}")
            raise
