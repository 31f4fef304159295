"""Captions in Redis, for the relays: the only file that imports redis.

Of each run of a room, under `<prefix>:<room>:<run>`: a stream of messages whose ids are their sequence
numbers, bounded, for those that follow; and a hash of the latest message about everything, for those that
come later or were away. `<prefix>:rooms` describes the rooms and says which run is theirs.
"""

import asyncio
import json
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from live.errors import ConfigError
from live.serving.outbox import Message
from live.serving.static import Content
from models.errors import FootlightsError

try:
    from redis.asyncio import Redis
    from redis.asyncio.retry import Retry
    from redis.backoff import NoBackoff
    from redis.exceptions import RedisError
except ImportError as error:
    raise ConfigError("Relays need the Redis client. Install it: python3 scripts/install.py relay") from error

STREAM_MESSAGES = 10_000
"""Messages kept in a stream, half an hour or so; the oldest go first, and the hash has what lasts."""
KEPT_S = 12 * 3600
"""What no server refreshes vanishes from Redis after so long."""
ANSWER_S = 5.0
"""Redis counts as away when it takes longer to answer."""
_AWAY = (RedisError, OSError, TimeoutError)


class StoreError(FootlightsError):
    """Redis cannot be reached or refuses."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(f"Redis does not answer ({type(error).__name__})")


class Store:
    """The captions of an event in Redis. Methods raise StoreError."""

    def __init__(self, url: str, *, prefix: str) -> None:
        try:
            # Its annotations leave open whether replies are text or bytes; without decoding they are bytes.
            self._redis: Any = Redis.from_url(
                url,
                protocol=2,
                retry=Retry(NoBackoff(), 0),
                socket_connect_timeout=ANSWER_S,
                socket_timeout=ANSWER_S,
            )
        except ValueError as error:
            raise ConfigError("Redis: its address cannot be read; write redis://HOST:6379.") from error
        self._prefix = prefix

    async def last_seq(self, room: str, run: str) -> int:
        """The number of the last message that Redis has of a run; -1 when it knows nothing of it."""
        stream, latest = self._stream(room, run), self._latest(room, run)
        if await self._ask(self._redis.exists(stream, latest)) < 2:
            return -1
        info = await self._ask(self._redis.xinfo_stream(stream))
        return int(info["last-generated-id"].partition(b"-")[0])

    async def append(self, room: str, run: str, messages: Sequence[Message]) -> None:
        """Add messages in the order of their numbers; what they take back goes from everywhere."""
        stream, latest = self._stream(room, run), self._latest(room, run)
        entries, fields = await self._about(_taken_back(messages), stream, latest)
        async with self._redis.pipeline(transaction=True) as pipe:
            for message in messages:
                entry = {b"m": message.data, b"k": _field(message)}
                pipe.xadd(stream, entry, id=f"{message.seq}-0", maxlen=STREAM_MESSAGES, approximate=True)
                pipe.hset(latest, _field(message), message.data)
            if entries:
                pipe.xdel(stream, *entries)
            if fields:
                pipe.hdel(latest, *fields)
            pipe.expire(stream, KEPT_S)
            pipe.expire(latest, KEPT_S)
            await self._ask(pipe.execute())

    async def dress(self, branding: Mapping[str, Content]) -> None:
        """Keep the files of the event's look, in the place of those that there were."""
        key = f"{self._prefix}:branding"
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.delete(key)
            for path, content in branding.items():
                pipe.hset(key, path, content.suffix.encode() + b"\0" + content.body)
            await self._ask(pipe.execute())

    async def branding(self) -> dict[str, Content]:
        """The files of the event's look, by their path."""
        found = await self._ask(self._redis.hgetall(f"{self._prefix}:branding"))
        files = {path.decode(): value.partition(b"\0") for path, value in found.items()}
        return {path: Content(suffix.decode(), body) for path, (suffix, _, body) in files.items()}

    async def describe(self, room: str, description: Mapping[str, Any], news: Mapping[str, Any]) -> None:
        """Tell what a room is, and how it is doing now."""
        async with self._redis.pipeline(transaction=True) as pipe:
            for name, content in (("rooms", description), ("news", news)):
                pipe.hset(f"{self._prefix}:{name}", room, json.dumps(content))
                pipe.expire(f"{self._prefix}:{name}", KEPT_S)
            pipe.expire(f"{self._prefix}:branding", KEPT_S)
            await self._ask(pipe.execute())

    async def rooms(self) -> dict[str, dict[str, Any]]:
        """The description of every room."""
        return await self._documents("rooms")

    async def news(self) -> dict[str, dict[str, Any]]:
        """How every room was doing when its server last told."""
        return await self._documents("news")

    async def latest(self, room: str, run: str) -> list[dict[str, Any]]:
        """The latest message about everything, in the order of their numbers."""
        entries = await self._ask(self._redis.hvals(self._latest(room, run)))
        return sorted(map(json.loads, entries), key=lambda message: int(message["seq"]))

    async def follow(
        self, places: Mapping[tuple[str, str], int], wait_s: float
    ) -> list[tuple[str, dict[str, Any]]]:
        """What came after a number in each (room, run), waiting for the first of it for a while."""
        streams = {self._stream(room, run): f"{seq}-0" for (room, run), seq in places.items()}
        rooms = {self._stream(room, run).encode(): room for room, run in places}
        wait_ms = max(1, round(wait_s * 1000))
        found = await self._ask(self._redis.xread(streams, count=1000, block=wait_ms))
        return [(rooms[stream], json.loads(entry[b"m"])) for stream, entries in found for _, entry in entries]

    async def close(self) -> None:
        """Let go of the connections; never raises."""
        with suppress(*_AWAY):
            await self._redis.aclose()

    async def _ask(self, reply: Awaitable[Any]) -> Any:
        """Wait for a reply. The client may swallow a cancellation of who waits: it is raised here then."""
        try:
            found = await reply
        except _AWAY as error:
            _raise_if_cancelled()
            raise StoreError(error) from error
        _raise_if_cancelled()
        return found

    async def _documents(self, name: str) -> dict[str, dict[str, Any]]:
        found = await self._ask(self._redis.hgetall(f"{self._prefix}:{name}"))
        return {room.decode(): json.loads(content) for room, content in found.items()}

    async def _about(self, ids: set[bytes], stream: str, latest: str) -> tuple[list[bytes], list[bytes]]:
        """The entries of the stream and the fields of the hash that are about certain lines."""
        if not ids:
            return [], []
        entries = await self._ask(self._redis.xrange(stream))
        fields = await self._ask(self._redis.hkeys(latest))
        return (
            [key for key, entry in entries if entry[b"k"].partition(b":")[0] in ids],
            [field for field in fields if field.partition(b":")[0] in ids],
        )

    def _stream(self, room: str, run: str) -> str:
        return f"{self._prefix}:{room}:{run}:stream"

    def _latest(self, room: str, run: str) -> str:
        return f"{self._prefix}:{room}:{run}:latest"


def _raise_if_cancelled() -> None:
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _field(message: Message) -> bytes:
    """What a message is about, as a field of the hash: lines begin with their id."""
    key = message.key
    return (":".join(map(str, key)) if isinstance(key, tuple) else str(key)).encode()


def _taken_back(messages: Iterable[Message]) -> set[bytes]:
    """The ids of the lines that messages take back."""
    return {str(id_).encode() for message in messages for id_ in message.takes_back}
