"""A listener that keeps every byte it gets from a feed, as an eavesdropping browser would."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from urllib.parse import urlsplit

from secretguard.web import PlayerFeed


def port_of(feed: PlayerFeed) -> int:
    """The port a feed listens on."""
    port = urlsplit(feed.address).port
    assert port is not None
    return port


def ask(
    feed: PlayerFeed, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """One ordinary request: status, headers, body."""
    connection = http.client.HTTPConnection("127.0.0.1", port_of(feed), timeout=10)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def give_code(feed: PlayerFeed, code: str, **more: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """A code at the door."""
    body = json.dumps({"code": code, **more})
    return ask(feed, "POST", "/enter", body, {"Content-Type": "application/json"})


def bearer(feed: PlayerFeed) -> str:
    """A token got with the right code."""
    return str(json.loads(give_code(feed, feed.code, **{"as": "bearer"})[2])["token"])


def raw(feed: PlayerFeed, request: bytes) -> bytes:
    """Whatever comes back to whatever is sent, until the feed closes."""
    with socket.create_connection(("127.0.0.1", port_of(feed)), timeout=10) as connection:
        connection.sendall(request)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
        return received


class Listener:
    """Follows a feed in a thread of its own and keeps it all."""

    def __init__(self, feed: PlayerFeed) -> None:
        self.received = bytearray()
        self._socket = socket.create_connection(("127.0.0.1", port_of(feed)), timeout=30)
        head = (
            f"GET /feed HTTP/1.0\r\nHost: 127.0.0.1:{port_of(feed)}\r\nAuthorization: Bearer {bearer(feed)}"
        )
        self._socket.sendall(head.encode() + b"\r\n\r\n")
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def __enter__(self) -> Listener:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._socket.close()

    def hear(self, wanted: str, seconds: float = 10) -> str:
        """Wait until something has been sent; gives back all that was."""
        self.until(lambda: wanted.encode() in self.received, seconds)
        return self.received.decode()

    def ended(self, seconds: float = 10) -> bool:
        """Whether the feed hangs up."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def until(self, condition: object, seconds: float = 10) -> None:
        """Wait for a condition on what was received."""
        deadline = time.monotonic() + seconds
        while not condition():  # type: ignore[operator]
            assert time.monotonic() < deadline, "the feed did not send it"
            time.sleep(0.005)

    def _listen(self) -> None:
        try:
            while chunk := self._socket.recv(65536):
                self.received += chunk
        except OSError:
            return
