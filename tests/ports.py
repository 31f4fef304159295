"""A port that a test may listen on a moment later."""

import secrets
import socket

BELOW_EPHEMERAL = range(20_000, 32_000)
"""No system gives these to a program that connects, so nobody takes one between the choice and its use."""


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    while True:
        port = secrets.choice(BELOW_EPHEMERAL)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
