"""The event's own stage, in a process of its own: what is rehearsed is what will run."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from live.config import Config
from live.errors import ServerError
from models.errors import FootlightsError

READY = "Captions are running"
START_LIMIT_S = 600.0
STOP_LIMIT_S = 60.0


Tell = Callable[[str], None]


class StageProcess:
    """A running stage. What it says is told once it runs, and is the error when it never does."""

    def __init__(self, process: asyncio.subprocess.Process, tell: Tell) -> None:
        self._process = process
        self._tell = tell
        self._said: list[str] = []
        self.pid = process.pid

    async def ready(self) -> None:
        """Wait until captions run. Raises ServerError with what it said when it ends before."""
        try:
            async with asyncio.timeout(START_LIMIT_S):
                while not any(READY in line for line in self._said):
                    if not await self._take_line():
                        raise ServerError(f"The stage did not start: {self._last_words()}")
        except TimeoutError as error:
            raise ServerError(
                f"The stage did not start in {START_LIMIT_S:.0f} s: {self._last_words()}"
            ) from error
        for line in self._said:
            self._tell(line)

    async def over(self) -> int:
        """Wait for its end, which comes with the sound's; returns its exit status."""
        while await self._take_line():
            self._tell(self._said[-1])
        return await self._process.wait()

    async def stop(self) -> None:
        """Ask it to end the session, and wait until it has."""
        with suppress(ProcessLookupError):
            self._process.terminate()
        try:
            await asyncio.wait_for(self.over(), STOP_LIMIT_S)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def _take_line(self) -> bool:
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        line = await self._process.stdout.readline()
        self._said.append(line.decode("utf-8", "replace").rstrip())
        return bool(line)

    def _last_words(self) -> str:
        return next((line for line in reversed(self._said) if line), "it said nothing.")


@asynccontextmanager
async def staging(config: Config, tell: Tell) -> AsyncIterator[StageProcess]:
    """Run an event in a process until its sound ends; what is left at the end of the block is stopped."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "live.rehearsal.stage_process"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        # Ctrl-C is for whoever rehearses: the stage is then told to end, once.
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    stage = StageProcess(process, tell)
    try:
        assert process.stdin is not None  # noqa: S101 - it was asked for
        process.stdin.write(config.model_dump_json().encode())
        process.stdin.close()
        await stage.ready()
        yield stage
    finally:
        if process.returncode is None:
            await stage.stop()


def main() -> int:
    """Run the event that standard input describes, from its beginning to the end of its sound."""
    from live.stage import Options, serve  # noqa: PLC0415 - heavy, and for this process only

    config = Config.model_validate_json(sys.stdin.buffer.read())
    try:
        asyncio.run(serve(config, Options(new_session=True, exit_at_end=True), tell=_tell))
    except FootlightsError as error:
        _tell(str(error))
        return error.exit_code
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
