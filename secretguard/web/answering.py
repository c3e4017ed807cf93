"""The feed's three addresses: the page, the door, and the stream. Nothing else exists."""

from __future__ import annotations

import json
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from typing import TYPE_CHECKING, Any

from secretguard.i18n import _
from secretguard.web.page import page
from secretguard.web.request_reading import RequestTooLargeError, read_request

if TYPE_CHECKING:
    from secretguard.web.server import FeedServer

BEAT_SECONDS = 2.0
"""A sign of life where nothing changes; a reader that hears none for three beats has lost the link."""

WRITE_SECONDS = 5.0
"""How long a reader may take to accept what is sent, before it is dropped."""

_ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Answering(BaseHTTPRequestHandler):
    """One request on one connection (HTTP/1.0: the connection closes with the answer)."""

    server: FeedServer
    protocol_version = "HTTP/1.0"
    command = requestline = ""
    request_version = "HTTP/1.0"

    def handle(self) -> None:
        """Read the request within its limits, check whom it is meant for, answer."""
        try:
            self.rfile = BytesIO(read_request(self.connection))
            self.connection.settimeout(WRITE_SECONDS)
            self.handle_one_request()
        except RequestTooLargeError:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except (OSError, TimeoutError):
            # The other side went away or never finished its sentence: there is nobody to answer.
            return

    def do_GET(self) -> None:
        """The page to anybody; the stream to whoever has entered."""
        if not self._is_for_us():
            return
        if self.path == "/":
            shown = page()
            policy = {"Content-Security-Policy": shown.policy}
            self._answer(HTTPStatus.OK, shown.body, "text/html; charset=utf-8", policy)
        elif self.path == "/enter":
            self._json(HTTPStatus.OK, {"entered": self._has_entered()})
        elif self.path == "/feed":
            self._stream() if self._has_entered() else self._refuse(HTTPStatus.UNAUTHORIZED)
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """A code at the door."""
        if not self._is_for_us():
            return
        if self.path != "/enter":
            self._refuse(HTTPStatus.NOT_FOUND)
        elif (given := self._given_code()) is None:
            self._refuse(HTTPStatus.BAD_REQUEST)
        else:
            self._open_door(*given)

    def _is_for_us(self) -> bool:
        """Refuse what was addressed to another name (DNS rebinding) or sent by another site's page."""
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1 or hosts[0].strip().lower() not in self.server.names:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        origin = self.headers.get("Origin")
        if origin is not None and origin.lower() not in {f"http://{name}" for name in self.server.names}:
            self._refuse(HTTPStatus.FORBIDDEN)
            return False
        return True

    def _given_code(self) -> tuple[str, bool] | None:
        """The code and whether a bearer token is wanted. JSON only: no other site can send that here."""
        if self.headers.get_content_type() != "application/json":
            return None
        try:
            given = json.loads(self.rfile.read())
        except (ValueError, RecursionError):
            return None
        code = given.get("code") if isinstance(given, dict) else None
        return (code, given.get("as") == "bearer") if isinstance(code, str) else None

    def _open_door(self, code: str, as_bearer: bool) -> None:
        before = self.server.entrance.code
        token = self.server.entrance.enter(code)
        if token is None:
            changed = self.server.entrance.code != before
            said = _("错的次数多了，代码已换。请看主持人的屏幕。") if changed else _("代码不对。")
            self._json(HTTPStatus.FORBIDDEN, {"message": said})
        elif as_bearer:
            self._json(HTTPStatus.OK, {"token": token})
        else:
            cookie = f"{self.server.cookie}={token}; Path=/; HttpOnly; SameSite=Strict"
            self._json(HTTPStatus.OK, {"entered": True}, {"Set-Cookie": cookie})

    def _has_entered(self) -> bool:
        scheme, _space, token = (self.headers.get("Authorization") or "").partition(" ")
        if scheme.lower() == "bearer" and self.server.entrance.knows(token.strip()):
            return True
        try:
            cookies = SimpleCookie(self.headers.get("Cookie") or "")
        except CookieError:
            return False
        kept = cookies.get(self.server.cookie)
        return kept is not None and self.server.entrance.knows(kept.value)

    def _stream(self) -> None:
        self._head(HTTPStatus.OK, {"Content-Type": "text/event-stream; charset=utf-8"})
        self.wfile.write(b"retry: 1000\n\n")
        seen = 0
        while not self.server.board.closed:
            posting = self.server.board.wait(seen, BEAT_SECONDS)
            if posting is None:
                self.wfile.write(b"event: beat\ndata: .\n\n")
            else:
                seen = posting.number
                self.wfile.write(b"event: view\ndata: " + posting.body + b"\n\n")

    def _json(
        self, status: HTTPStatus, content: dict[str, object], more: dict[str, str] | None = None
    ) -> None:
        body = json.dumps(content, ensure_ascii=False).encode()
        self._answer(status, body, "application/json; charset=utf-8", more)

    def _refuse(self, status: HTTPStatus) -> None:
        self._answer(status, f"{status.value}\n".encode(), "text/plain; charset=utf-8")

    def _answer(
        self, status: HTTPStatus, body: bytes, content_type: str, more: dict[str, str] | None = None
    ) -> None:
        length = {"Content-Type": content_type, "Content-Length": str(len(body))}
        self._head(status, {**length, **(more or {})})
        self.wfile.write(body)

    def _head(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response_only(status)
        for name, value in {**_ALWAYS, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def send_error(self, code: int, *_words: Any, **_more: Any) -> None:
        """The standard library's own refusals, in the same short form."""
        self._refuse(HTTPStatus(code))

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing: the console belongs to the facilitator."""
