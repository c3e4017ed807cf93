"""The feed's listening side: loopback only, a fixed number of connections, gone when it is told to stop."""

from __future__ import annotations

import socket
import socketserver
import sys
import threading
import time
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from secretguard.web.answering import Answering
from secretguard.web.board import Board
from secretguard.web.entrance import Entrance

LOOPBACK = "127.0.0.1"

MAX_CONNECTIONS = 24
"""Open at once, readers included; one more is closed unheard."""


class FeedServer(ThreadingHTTPServer):
    """Serves one board through one entrance. Raises OSError if the port is taken."""

    daemon_threads = True
    request_queue_size = MAX_CONNECTIONS
    # Elsewhere the option frees a port just left; on Windows it would let two programs share one.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, port: int, board: Board, entrance: Entrance) -> None:
        self.board, self.entrance = board, entrance
        self.fault: str | None = None
        self._guard = threading.Lock()
        self._open: set[socket.socket] = set()
        super().__init__((LOOPBACK, port), Answering)
        self.names = frozenset({f"{LOOPBACK}:{self.server_port}", f"localhost:{self.server_port}"})
        # A cookie belongs to a host whatever the port: two feeds must not take each other's.
        self.cookie = f"sg_feed_{self.server_port}"

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name: that may take long without one."""
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if exclusive is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give the connection a thread, or close it where there are too many."""
        with self._guard:
            welcome = len(self._open) < MAX_CONNECTIONS
            if welcome:
                self._open.add(request)
        if welcome:
            super().process_request(request, client_address)
        else:
            super().shutdown_request(request)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection that has been served."""
        super().shutdown_request(request)
        with self._guard:
            self._open.discard(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - as it is called
        """Keep what went wrong while answering, for the face to tell; never a traceback on the console."""
        error, frame = sys.exc_info()[1], sys.exc_info()[2]
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
        self.fault = f"{type(error).__name__} ({place})"

    def hang_up(self, seconds: float) -> None:
        """Send everybody away and wait until they have gone, at most `seconds`."""
        deadline = time.monotonic() + seconds
        while (left := self._still_open()) and time.monotonic() < deadline:
            for connection in left:
                _shut(connection)
            time.sleep(0.01)

    def _still_open(self) -> list[socket.socket]:
        with self._guard:
            return list(self._open)


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        # Already closed by its own thread or by the other side: that is what was wanted.
        return
