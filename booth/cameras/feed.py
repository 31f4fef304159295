"""A camera's newest picture, from a thread that waits for a camera that vanished to come back."""

import threading
from collections.abc import Callable

from booth.cameras.camera import Camera
from booth.errors import CameraError
from booth.ports import Picture

RETRY_S = 1.0


class CameraFeed:
    """The newest picture of a camera: older ones are dropped, nobody wants them.

    `on_change` is called from the camera's thread, with the problem ("" when there is none) when it changes.
    """

    def __init__(self, camera: Camera, on_change: Callable[[str], None], retry_s: float = RETRY_S) -> None:
        self._camera = camera
        self._on_change = on_change
        self._retry_s = retry_s
        self._changed = threading.Condition()
        self._newest: Picture | None = None
        self._count = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self.problem = "The camera has not been opened yet."

    def start(self) -> None:
        """Open the camera, now and whenever it has vanished."""
        self._thread.start()

    def stop(self) -> None:
        """Let go of the camera."""
        self._stopping.set()
        self._thread.join(5)

    def next(self, after: int = 0, timeout_s: float = 5.0) -> tuple[int, Picture]:
        """Wait for a picture newer than number `after`; return its number and itself. Raises CameraError."""
        with self._changed:
            self._changed.wait_for(lambda: self._count > after and self._newest is not None, timeout_s)
            if self._newest is None or self._count <= after:
                raise CameraError(self.problem or "The camera gives no picture.")
            return self._count, self._newest

    @property
    def count(self) -> int:
        """How many pictures have come."""
        return self._count

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._camera.open()
                self._watch()
            except CameraError as error:
                self._tell(str(error))
            finally:
                self._camera.close()
                with self._changed:
                    self._newest = None
            self._stopping.wait(self._retry_s)

    def _watch(self) -> None:
        while not self._stopping.is_set():
            picture = self._camera.read()
            with self._changed:
                self._newest = picture
                self._count += 1
                self._changed.notify_all()
            self._tell("")

    def _tell(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self._on_change(problem)
