"""The other end of the feed, for a terminal: asks to be let in, then reads views as they come."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from pydantic import ValidationError

from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _
from secretguard.web.feed import FeedError
from secretguard.web.player_view import PlayerView

SILENCE_SECONDS = 6.0
"""Three beats unheard: the link is lost."""

MAX_LINE = 1_048_576
"""Bytes of one line of the stream; a view is a few thousand."""

_LOOPBACK = ("127.0.0.1", "localhost")


class FeedLostError(FeedError):
    """Nobody answers at the address, or what answers is not a feed."""

    code = "feed-lost"


class WrongCodeError(RefusedError):
    """The code was not the one on the console."""

    code = "wrong-code"


class NotEnteredError(FeedError):
    """The feed does not know this reader: no code was given yet, or the console was started anew."""

    code = "not-entered"


class FeedReader:
    """Reads one feed. Raises UsageError for an address that is not on this machine.

    The code and the views travel in clear, so that they must not leave it.
    """

    def __init__(self, url: str, silence: float = SILENCE_SECONDS) -> None:
        self._host, self._port = _loopback_address(url)
        self._silence = silence
        self._token = ""
        self._socket: socket.socket | None = None

    def enter(self, code: str) -> None:
        """Give the code. Raises WrongCodeError with the feed's words, FeedLostError if nobody answers."""
        body = json.dumps({"code": code, "as": "bearer"})
        status, answer = self._ask("POST", "/enter", body, {"Content-Type": "application/json"})
        if status == http.client.FORBIDDEN:
            said = answer.get("message")
            raise WrongCodeError(
                said if isinstance(said, str) else _("代码不对。"), _("六位代码在主持人的屏幕上。")
            )
        token = answer.get("token")
        if status != http.client.OK or not isinstance(token, str):
            raise _lost()
        self._token = token

    def follow(self) -> Iterator[PlayerView | None]:
        """Views as they come, None for each sign of life.

        Raises NotEnteredError if the code must be given (again), FeedLostError when the link is lost.
        """
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._silence)
        try:
            yield from self._events(connection)
        except (OSError, http.client.HTTPException) as error:
            raise _lost() from error
        finally:
            self._socket = None
            connection.close()

    def close(self) -> None:
        """Leave off reading, from another thread."""
        connected = self._socket
        if connected is None:
            return
        try:
            connected.shutdown(socket.SHUT_RDWR)
        except OSError:
            # The feed hung up first.
            return

    def _events(self, connection: http.client.HTTPConnection) -> Iterator[PlayerView | None]:
        connection.connect()
        self._socket = connection.sock
        connection.request("GET", "/feed", headers={"Authorization": f"Bearer {self._token}"})
        response = connection.getresponse()
        if response.status == http.client.UNAUTHORIZED:
            raise NotEnteredError(_("还没有进入投影。"), _("请输入主持人屏幕上的六位代码。"))
        if response.status != http.client.OK:
            raise _lost()
        event = ""
        while line := response.readline(MAX_LINE):
            name, _colon, value = line.rstrip(b"\r\n").partition(b": ")
            if name == b"event":
                event = value.decode("ascii", "replace")
            elif name == b"data":
                yield _view(value) if event == "view" else None
        raise _lost()

    def _ask(
        self, method: str, path: str, body: str, headers: dict[str, str]
    ) -> tuple[int, dict[str, object]]:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._silence)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            answer = json.loads(response.read(MAX_LINE))
        except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
            raise _lost() from error
        finally:
            connection.close()
        return response.status, answer if isinstance(answer, dict) else {}


def _view(value: bytes) -> PlayerView:
    try:
        return PlayerView.model_validate_json(value)
    except ValidationError as error:
        raise _lost() from error


def _lost() -> FeedLostError:
    return FeedLostError(
        _("这个地址上没有密盾的投影。"), _("先在主持人那边用 drill play --feed 开始，再对一下地址。")
    )


def _loopback_address(url: str) -> tuple[str, int]:
    wrong = UsageError(
        _("投影地址不对：{url}", url=url), _("只读本机的投影，写成 http://127.0.0.1:8765 这样。")
    )
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port
    except ValueError as error:
        raise wrong from error
    if parts.scheme != "http" or parts.hostname not in _LOOPBACK or parts.path not in ("", "/"):
        raise wrong
    # The feed listens on the IPv4 loopback only, whatever `localhost` may mean here.
    return _LOOPBACK[0], port or 80
