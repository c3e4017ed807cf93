"""The player feed: what the projector shows, on this machine only, behind a six-digit code."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from types import TracebackType

from secretguard.drills import DrillState
from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.web.board import Board
from secretguard.web.entrance import Entrance
from secretguard.web.player_view import PlayerView, player_view
from secretguard.web.server import LOOPBACK, FeedServer

FIRST_PORT = 8765
PORTS = 20
"""How many ports are tried, from FIRST_PORT on."""

_LEAVING_SECONDS = 3.0


class FeedError(SecretGuardError):
    """The player feed cannot be opened, reached or understood."""

    code = "feed"


class PlayerFeed:
    """Serves views while it is started. Publishing never waits for a reader.

    `announce` is told each new code that replaces one guessed at too often (from another thread);
    `wrong_pause` is how long a wrong code keeps the next one waiting, in seconds.
    """

    def __init__(
        self,
        announce: Callable[[str], None] = lambda _code: None,
        *,
        first_port: int = FIRST_PORT,
        wrong_pause: float = 0.5,
        draw: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._first_port = first_port
        self._leaving = threading.Event()
        self._board = Board()
        self._entrance = Entrance(announce, lambda: self._wait(wrong_pause), draw)
        self._server: FeedServer | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen on the first free port; readers see 马上开始. Raises FeedError if no port is free."""
        self._server = self._listen()
        self.publish(player_view(DrillState(), 0))
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="player-feed", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Send every reader away and free the port. A feed that never started is stopped already."""
        self._leaving.set()
        self._board.close()
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._server.hang_up(_LEAVING_SECONDS)

    def __enter__(self) -> PlayerFeed:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def publish(self, view: PlayerView) -> None:
        """Show a view to every reader, in place of the one before."""
        self._board.post(view)

    def check(self) -> None:
        """Raise FeedError for what went wrong while answering a reader, once; the drill is not touched."""
        if self._server is None or self._server.fault is None:
            return
        fault, self._server.fault = self._server.fault, None
        raise FeedError(
            _("投影出了错：{fault}。推演和记录不受影响。", fault=fault),
            _("请把这一行报告给密盾项目；投影页会自己重连。"),
        )

    @property
    def address(self) -> str:
        """`http://127.0.0.1:8765`; empty before the start."""
        return f"http://{LOOPBACK}:{self._server.server_port}" if self._server else ""

    @property
    def code(self) -> str:
        """The six digits that open it now."""
        return self._entrance.code

    def _listen(self) -> FeedServer:
        for port in range(self._first_port, self._first_port + PORTS):
            try:
                return FeedServer(port, self._board, self._entrance)
            except OSError:
                # Taken by another program, or by another drill's feed: the next one may be free.
                continue
        raise FeedError(
            _("投影开不了：本机 {first} 到 {last} 的端口都被占着。",
              first=self._first_port, last=self._first_port + PORTS - 1),
            _("关掉多余的推演窗口再试；推演本身不需要投影。"),
        )  # fmt: skip

    def _wait(self, seconds: float) -> None:
        self._leaving.wait(seconds)
