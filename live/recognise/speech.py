"""A speech model at work: loaded, in its one thread, and started again when it fails."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

from live.recognise.load import Device, Loaded, load_engine
from live.recognise.recogniser import Recogniser
from live.status import Problem
from models.errors import ModelError

GPU_FAILED = Problem(
    code="gpu_failed",
    message="The GPU failed in mid-talk; the CPU goes on. Restart Footlights in a break to use it again.",
)
P = ParamSpec("P")
T = TypeVar("T")


class SpeechModel:
    """A model that one or several rooms use in turn. `name` is what people call it."""

    def __init__(self, name: str, directory: Path, *, device: Device = "auto", threads: int = 1) -> None:
        """Load the model; raises ModelError. Blocks for as long as that takes."""
        self.name = name
        self._directory = directory
        self._threads = threads
        self._loaded: Loaded = load_engine(directory, device=device, threads=threads)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"speech {name}")

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
        """Make a call in the model's thread, after those made before; also return its seconds."""

        def timed() -> tuple[T, float]:
            began = time.perf_counter()
            return call(*args, **kwargs), time.perf_counter() - began

        return await asyncio.get_running_loop().run_in_executor(self._executor, timed)

    async def restart(self) -> bool:
        """Load the model anew after it failed, on the CPU: a GPU that failed once is not trusted again."""
        try:
            loaded, _ = await self.run(load_engine, self._directory, device="cpu", threads=self._threads)
        except ModelError:
            return False
        problem = GPU_FAILED if self._loaded.engine.device == "cuda" else self.problem
        self._loaded = Loaded(loaded.engine, problem)
        return True

    def close(self) -> None:
        """Let the call that runs finish, and take no other."""
        self._executor.shutdown(wait=True, cancel_futures=True)
