"""Opens the console of an event: its token, its audit log, and a desk for every room."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from live.config import Config
from live.operator.audit import Audit
from live.operator.console import PATH, Console
from live.operator.desk import Desk
from live.operator.token import close_access, open_access
from live.room import Room


@contextmanager
def open_console(rooms: Sequence[Room], config: Config, port: int) -> Iterator[tuple[Console, str]]:
    """The console, and the address of its page with the token; at a clean end the token is forgotten.

    Raises LogError.
    """
    folder = config.log.folder
    host = "127.0.0.1" if config.server.host in {"0.0.0.0", "::", ""} else config.server.host  # noqa: S104
    authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    certificate = config.server.tls_certificate
    access = open_access(
        folder,
        f"{'wss' if certificate else 'ws'}://{authority}{PATH}",
        certificate=str(certificate.resolve()) if certificate else "",
    )
    audit = Audit(folder)
    desks = {room.hub.room: Desk(room) for room in rooms}
    page = f"{'https' if certificate else 'http'}://{authority}/console#token={access.token}"
    try:
        yield Console(desks, access, audit, event=config.event.name, names=_names(config)), page
        close_access(folder)
    finally:
        audit.close()


def _names(config: Config) -> set[str]:
    """The names that this machine goes by."""
    own = socket.gethostname()
    join = urlsplit(config.server.join_url).hostname or own
    return {own, f"{own}.local", join}
