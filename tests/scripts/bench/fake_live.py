"""Stands in for `footlights live` on a port: hears 0.9 s of sound and says two words."""

import asyncio
import json
import sys
import time
from http import HTTPStatus

from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

LENGTH_S = 0.9
SCRIPT = [(0.3, "", "Hello"), (0.6, "Hello", " word"), (0.9, "Hello", " world")]


class Talk:
    def __init__(self) -> None:
        self.began_at = 0.0
        self.over = asyncio.Event()

    def audio_s(self) -> float:
        return min(LENGTH_S, time.monotonic() - self.began_at) if self.began_at else 0.0

    def status(self, connection: ServerConnection, request: Request) -> Response | None:
        if request.path != "/status.json":
            return None
        return connection.respond(HTTPStatus.OK, json.dumps([{"audio_s": self.audio_s(), "speed": 0.5}]))

    async def captions(self, screen: ServerConnection) -> None:
        await screen.send(json.dumps({"type": "hello", "state": "live"}))
        self.began_at = time.monotonic()
        for due_s, text, interim in SCRIPT:
            await asyncio.sleep(self.began_at + due_s - time.monotonic())
            await screen.send(line(text, interim, self.audio_s()))
        await screen.send(line("Hello world", "", self.audio_s()))
        await screen.send(json.dumps({"type": "state", "state": "ended"}))
        self.over.set()


def line(text: str, interim: str, audio_s: float) -> str:
    return json.dumps(
        {"type": "line", "id": 1, "lang": "en", "text": text, "interim": interim, "audio_s": audio_s}
    )


async def main(port: int) -> None:
    talk = Talk()
    async with serve(talk.captions, "127.0.0.1", port, process_request=talk.status):
        await talk.over.wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
