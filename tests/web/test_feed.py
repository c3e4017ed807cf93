"""The feed as a browser, a guesser and a hostile neighbour on the same machine meet it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import socket
import sys
import threading
from collections.abc import Iterator

import pytest

from secretguard.i18n import set_language
from secretguard.web import FeedError, PlayerFeed, PlayerView
from secretguard.web import feed as feed_module
from secretguard.web.server import MAX_CONNECTIONS
from tests.web.listening import Listener, ask, bearer, give_code, port_of, raw


@pytest.fixture
def announced() -> list[str]:
    return []


@pytest.fixture
def feed(announced: list[str]) -> Iterator[PlayerFeed]:
    with PlayerFeed(announced.append, wrong_pause=0) as opened:
        yield opened
        opened.check()


def wrong_code(feed: PlayerFeed) -> str:
    return f"{(int(feed.code) + 1) % 1_000_000:06d}"


def test_the_page_is_served_to_anybody_and_needs_nothing_from_outside(feed: PlayerFeed) -> None:
    status, headers, body = ask(feed, "GET", "/")
    page = body.decode()
    assert status == 200
    assert "请输入主持人屏幕上的六位代码" in page
    assert not re.search(r"""(src|href)\s*=\s*["'](?!data:,)|@import|url\(|https?://""", page)
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_the_pages_policy_allows_only_its_own_style_and_script(feed: PlayerFeed) -> None:
    _status, headers, body = ask(feed, "GET", "/")
    policy = headers["Content-Security-Policy"]
    for tag in ("style", "script"):
        found = re.search(f"<{tag}>(.*?)</{tag}>", body.decode(), re.DOTALL)
        assert found is not None
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_page_speaks_english_when_the_feed_does(feed: PlayerFeed) -> None:
    set_language("en")
    assert '<html lang="en">' in ask(feed, "GET", "/")[2].decode()


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eA=="}, {"Cookie": "sg_feed_1=x; ;;=\x7f"}],
)
def test_without_the_code_nothing_is_shown(feed: PlayerFeed, headers: dict[str, str]) -> None:
    feed.publish(PlayerView(text="情节"))
    status, _headers, body = ask(feed, "GET", "/feed", headers=headers)
    assert status == 401
    assert "情节" not in body.decode()


def test_the_right_code_gives_the_page_a_cookie_that_scripts_and_other_sites_cannot_use(
    feed: PlayerFeed,
) -> None:
    status, headers, body = give_code(feed, feed.code)
    cookie = headers["Set-Cookie"]
    assert status == 200
    assert json.loads(body) == {"entered": True}
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    kept = cookie.partition(";")[0]
    assert json.loads(ask(feed, "GET", "/enter", headers={"Cookie": kept})[2]) == {"entered": True}
    assert json.loads(ask(feed, "GET", "/enter")[2]) == {"entered": False}


def test_a_code_typed_full_width_is_the_same_code(feed: PlayerFeed) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in feed.code)
    assert give_code(feed, f" {wide}　")[0] == 200


def test_a_reader_gets_the_latest_view_at_once_and_every_change_after(feed: PlayerFeed) -> None:
    feed.publish(PlayerView(text="一"))
    feed.publish(PlayerView(text="二"))
    with Listener(feed) as listener:
        assert '"text":"一"' not in listener.hear('"text":"二"')
        feed.publish(PlayerView(text="三"))
        listener.hear('"text":"三"')


def test_the_same_view_is_sent_once_and_then_only_signs_of_life(feed: PlayerFeed) -> None:
    with Listener(feed) as listener:
        for _time in range(3):
            feed.publish(PlayerView(text="一"))
        assert listener.hear("event: beat").count('"text":"一"') == 1


def test_five_wrong_codes_make_a_new_one_and_tell_the_console(feed: PlayerFeed, announced: list[str]) -> None:
    old, wrong = feed.code, wrong_code(feed)
    said = [json.loads(give_code(feed, wrong)[2])["message"] for _try in range(5)]
    assert said[:4] == ["代码不对。"] * 4
    assert "代码已换" in said[4]
    assert announced == [feed.code]
    assert feed.code != old
    assert give_code(feed, old)[0] == 403
    assert give_code(feed, feed.code)[0] == 200


def test_readers_who_are_in_stay_in_when_the_code_changes(feed: PlayerFeed) -> None:
    token = bearer(feed)
    for _try in range(5):
        give_code(feed, wrong_code(feed))
    answer = ask(feed, "GET", "/enter", headers={"Authorization": f"Bearer {token}"})[2]
    assert json.loads(answer) == {"entered": True}


def test_a_right_code_in_between_starts_the_count_anew(feed: PlayerFeed, announced: list[str]) -> None:
    for _round in range(3):
        for _try in range(4):
            give_code(feed, wrong_code(feed))
        give_code(feed, feed.code)
    assert announced == []


def test_a_new_code_is_never_the_old_one() -> None:
    drawn = iter([111111, 111111, 222222])
    with PlayerFeed(wrong_pause=0, draw=lambda _below: next(drawn)) as feed:
        for _try in range(5):
            give_code(feed, "000000")
        assert feed.code == "222222"


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "[]", "null", "123456", '{"code": 123456}', '{"code": null}', '{"kode": "1"}',
        "[" * 250, '"\\ud800"',
    ],
)  # fmt: skip
def test_a_body_that_is_no_code_is_refused(feed: PlayerFeed, body: str) -> None:
    assert ask(feed, "POST", "/enter", body, {"Content-Type": "application/json"})[0] == 400


@pytest.mark.parametrize("code", ["\ud800", "", "一二三四五六", "0" * 200, "000000\n"])
def test_strange_codes_are_only_wrong(feed: PlayerFeed, code: str) -> None:
    if feed.code != "000000":
        assert give_code(feed, code)[0] == 403


def test_a_form_of_another_site_cannot_try_codes(feed: PlayerFeed) -> None:
    body = json.dumps({"code": feed.code})
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        assert ask(feed, "POST", "/enter", body, {"Content-Type": kind})[0] == 400
    foreign = {"Content-Type": "application/json", "Origin": "http://example.com"}
    assert ask(feed, "POST", "/enter", body, foreign)[0] == 403
    own = {"Content-Type": "application/json", "Origin": feed.address}
    assert ask(feed, "POST", "/enter", body, own)[0] == 200


@pytest.mark.parametrize(
    "host", ["example.com", "127.0.0.1", "127.0.0.1:1", "[::1]:8765", "", "localhost.:8765"]
)
def test_a_request_for_another_host_is_turned_away(feed: PlayerFeed, host: str) -> None:
    for path in ("/", "/enter", "/feed"):
        assert raw(feed, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()).startswith(b"HTTP/1.0 421")


def test_a_request_without_a_host_or_with_two_is_turned_away(feed: PlayerFeed) -> None:
    own = f"Host: 127.0.0.1:{port_of(feed)}\r\n"
    for head in ("", own * 2):
        assert raw(feed, f"GET / HTTP/1.1\r\n{head}\r\n".encode()).startswith(b"HTTP/1.0 421")
    assert raw(feed, f"GET / HTTP/1.1\r\n{own}\r\n".encode()).startswith(b"HTTP/1.0 200")
    named = f"Host: LOCALHOST:{port_of(feed)}\r\n"
    assert raw(feed, f"GET / HTTP/1.1\r\n{named}\r\n".encode()).startswith(b"HTTP/1.0 200")


@pytest.mark.parametrize(
    "path", ["/index.html", "/feed/", "/feed?x", "/../pyproject.toml", "/%2e%2e/", "/page.js", "*", "x"]
)
def test_nothing_else_exists(feed: PlayerFeed, path: str) -> None:
    assert ask(feed, "GET", path)[0] == 404
    assert ask(feed, "POST", path, "{}", {"Content-Type": "application/json"})[0] == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "CONNECT"])
def test_no_other_method_is_known_and_no_answer_opens_the_feed_to_other_sites(
    feed: PlayerFeed, method: str
) -> None:
    status, headers, _body = ask(feed, method, "/")
    assert status == 501
    assert headers["Cache-Control"] == "no-store"
    assert not any(name.lower().startswith("access-control") for name in headers)


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\nX: " + b"a" * 9000 + b"\r\n\r\n",
        b"GET /" + b"a" * 20000,
        b"POST /enter HTTP/1.1\r\nContent-Length: 257\r\n\r\n",
        b"POST /enter HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
    ],
)
def test_what_is_too_large_or_ambiguous_is_refused(feed: PlayerFeed, request_bytes: bytes) -> None:
    assert raw(feed, request_bytes).startswith(b"HTTP/1.0 413")


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\r\n\r\n", b"\x16\x03\x01\x02\x00\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
        b"GET / FTP/1.0\r\n\r\n", b"GET /\r\n\r\n", b"\xff\xfe\r\n\r\n", b"GET / HTTP/1.1\r\n: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"POST /enter HTTP/1.1\r\nContent-Length: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n",
    ],
)  # fmt: skip
def test_rubbish_is_answered_shortly_and_does_no_harm(feed: PlayerFeed, request_bytes: bytes) -> None:
    answer = raw(feed, request_bytes)
    assert len(answer) < 700
    assert b"Error" not in answer
    assert ask(feed, "GET", "/")[0] == 200


def test_beyond_the_limit_a_connection_is_closed_unheard_and_the_rest_live_on(feed: PlayerFeed) -> None:
    address = ("127.0.0.1", port_of(feed))
    with Listener(feed) as listener:
        idle = [socket.create_connection(address, timeout=10) for _one in range(MAX_CONNECTIONS)]
        assert _first_bytes(idle[-1]) == b""
        feed.publish(PlayerView(text="照演"))
        listener.hear("照演")
        for connection in idle:
            connection.close()


def _first_bytes(connection: socket.socket) -> bytes:
    try:
        return connection.recv(1)
    except ConnectionError:
        return b""


def test_a_reader_that_does_not_read_holds_up_nobody(feed: PlayerFeed) -> None:
    with socket.create_connection(("127.0.0.1", port_of(feed))) as stalled, Listener(feed) as listener:
        head = (
            f"GET /feed HTTP/1.0\r\nHost: 127.0.0.1:{port_of(feed)}\r\nAuthorization: Bearer {bearer(feed)}"
        )
        stalled.sendall(head.encode() + b"\r\n\r\n")
        for number in range(300):
            feed.publish(PlayerView(text="长" * 20_000 + str(number)))
        feed.publish(PlayerView(text="最后"))
        listener.hear("最后")


def test_the_next_free_port_is_taken_when_the_first_is_not() -> None:
    with PlayerFeed() as first, PlayerFeed() as second:
        assert port_of(first) != port_of(second)
        assert give_code(second, second.code)[0] == 200


def test_without_a_free_port_the_feed_says_that_the_drill_needs_none(
    feed: PlayerFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "PORTS", 1)
    with pytest.raises(FeedError, match="端口都被占着") as refused:
        PlayerFeed(first_port=port_of(feed)).start()
    assert "不需要投影" in refused.value.remedy


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers on all of 127/8")
def test_it_listens_on_this_machine_alone(feed: PlayerFeed) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port_of(feed)), timeout=5)


def test_stopping_sends_readers_away_frees_the_port_and_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    feed = PlayerFeed()
    feed.start()
    port = port_of(feed)
    with Listener(feed) as listener:
        ours = {thread for thread in threading.enumerate() if thread is not listener._thread} - before
        listener.hear("event: view")
        feed.stop()
        assert listener.ended()
    assert not any(thread.is_alive() for thread in ours)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
    feed.stop()
