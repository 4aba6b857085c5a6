"""Ports of this machine: which are free."""

import socket

from tellings.store.writing import StoreError
from tellings.studio.processes import LOOPBACK

FIRST = 8080
_MOST = 200


def is_free(port: int) -> bool:
    """Whether nobody listens on a port, on any address of this machine."""
    with socket.socket() as trying:
        trying.settimeout(1)
        if trying.connect_ex((LOOPBACK, port)) == 0:
            return False
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def choose(asked: int | None, last: int | None) -> int:
    """The port asked for, else the one of last time, else the next free one from 8080 on.

    Raises:
        StoreError: if the port asked for is taken.
    """
    if asked is not None:
        if is_free(asked):
            return asked
        raise StoreError(
            f"port {asked} is taken by another program; leave out --port and a free one is found"
        )
    wanted: list[int] = [*([] if last is None else [last]), *range(FIRST, FIRST + _MOST)]
    for port in wanted:
        if is_free(port):
            return port
    raise StoreError(f"no free port between {FIRST} and {FIRST + _MOST}; name one with --port")
