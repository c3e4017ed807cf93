"""The terminal's end of the feed."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from secretguard.errors import UsageError
from secretguard.web import FeedLostError, FeedReader, NotEnteredError, PlayerFeed, PlayerView, WrongCodeError
from tests.web.listening import port_of


@pytest.fixture
def feed() -> Iterator[PlayerFeed]:
    with PlayerFeed(wrong_pause=0) as opened:
        yield opened


def test_with_the_code_it_reads_views_and_signs_of_life(feed: PlayerFeed) -> None:
    reader = FeedReader(feed.address)
    reader.enter(feed.code)
    views = reader.follow()
    first = next(views)
    assert first is not None
    assert first.phase == "waiting"
    feed.publish(PlayerView(text="后来"))
    assert next(views) == PlayerView(text="后来")
    assert next(views) is None


def test_a_wrong_code_is_told_in_the_feeds_words(feed: PlayerFeed) -> None:
    with pytest.raises(WrongCodeError, match="代码不对"):
        FeedReader(feed.address).enter("x")


def test_without_the_code_it_is_asked_to_enter(feed: PlayerFeed) -> None:
    with pytest.raises(NotEnteredError):
        next(FeedReader(feed.address).follow())


def test_when_the_feed_stops_the_link_is_lost(feed: PlayerFeed) -> None:
    reader = FeedReader(feed.address)
    reader.enter(feed.code)
    views = reader.follow()
    next(views)
    feed.stop()
    with pytest.raises(FeedLostError):
        list(views)


def test_closing_wakes_a_reader_that_waits(feed: PlayerFeed) -> None:
    reader = FeedReader(feed.address)
    reader.enter(feed.code)
    views = reader.follow()
    next(views)
    threading.Timer(0.05, reader.close).start()
    with pytest.raises(FeedLostError):
        list(views)
    reader.close()


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:8765", "http://example.com", "http://127.0.0.1:8765/feed", "ftp://localhost",
        "http://127.0.0.1:99999", "http://127.0.0.1:x", "", "http://[::1", "http://127.0.0.1.example.com",
        "http://user@example.com",
    ],
)  # fmt: skip
def test_only_this_machine_is_read(url: str) -> None:
    with pytest.raises(UsageError, match="投影地址不对"):
        FeedReader(url)


def test_an_address_may_be_typed_short(feed: PlayerFeed) -> None:
    FeedReader(f"localhost:{port_of(feed)}").enter(feed.code)


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"SSH-2.0-x\r\n", b"HTTP/1.0 200 OK\r\n\r\nnot json", b"HTTP/1.0 500 x\r\n\r\n{}",
        b"HTTP/1.0 200 OK\r\n\r\n[1]", b'HTTP/1.0 200 OK\r\n\r\n{"token": 3}',
        b"HTTP/1.0 200 OK\r\n\r\n" + b"[" * 5000,
    ],
)  # fmt: skip
def test_another_program_at_the_address_is_no_feed(answer: bytes) -> None:
    with _answering(answer) as port, pytest.raises(FeedLostError, match="没有密盾的投影"):
        FeedReader(f"http://127.0.0.1:{port}").enter("123456")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.0 200 OK\r\n\r\nevent: view\ndata: {]\n\n",
        b'HTTP/1.0 200 OK\r\n\r\nevent: view\ndata: {"phase": "other"}\n\n',
        b"HTTP/1.0 302 Found\r\nLocation: /x\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n\xff\xfe",
    ],
)
def test_a_stream_that_makes_no_sense_counts_as_lost(answer: bytes) -> None:
    with _answering(answer) as port, pytest.raises(FeedLostError):
        list(FeedReader(f"http://127.0.0.1:{port}").follow())


class _answering:  # noqa: N801 - reads as a verb where it is used
    """A program that says one thing to whoever connects."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._socket = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> int:
        threading.Thread(target=self._serve, daemon=True).start()
        return int(self._socket.getsockname()[1])

    def __exit__(self, *_failure: object) -> None:
        self._socket.close()

    def _serve(self) -> None:
        connection, _address = self._socket.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(self._answer)
