"""Reading one small HTTP request from a socket within fixed limits of size and time."""

from __future__ import annotations

import re
import socket
import time

MAX_HEAD = 8192
"""Bytes of request line and headers. A browser sends about one thousand."""

MAX_BODY = 256
"""Bytes of a request's body: a code in JSON."""

REQUEST_SECONDS = 5.0
"""How long a whole request may take to arrive, however slowly it drips."""

_HEAD_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,9})[ \t]*$", re.IGNORECASE | re.MULTILINE)


class RequestTooLargeError(Exception):
    """Head or body is beyond the limits."""


def read_request(connection: socket.socket, seconds: float = REQUEST_SECONDS) -> bytes:
    """Head and body as sent; fewer bytes if the other side stops sending.

    Raises RequestTooLargeError, and TimeoutError when it did not all come in time.
    """
    deadline = time.monotonic() + seconds
    received = b""
    while _HEAD_END not in received:
        if len(received) > MAX_HEAD:
            raise RequestTooLargeError
        chunk = _receive(connection, deadline)
        if not chunk:
            return received
        received += chunk
    head, _end, body = received.partition(_HEAD_END)
    wanted = _body_length(head)
    if len(head) > MAX_HEAD or wanted > MAX_BODY:
        raise RequestTooLargeError
    while len(body) < wanted:
        chunk = _receive(connection, deadline)
        if not chunk:
            break
        body += chunk
    return head + _HEAD_END + body[:wanted]


def _body_length(head: bytes) -> int:
    lengths = {int(found) for found in _LENGTH.findall(head.replace(b"\r\n", b"\n"))}
    # Two different lengths are a request that means different things to different readers.
    return lengths.pop() if len(lengths) == 1 else MAX_BODY + 1 if lengths else 0


def _receive(connection: socket.socket, deadline: float) -> bytes:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)
    return connection.recv(4096)
