"""A request that drips, stops or swells."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from secretguard.web.request_reading import MAX_BODY, RequestTooLargeError, read_request

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_head_and_body_are_read_whole_and_nothing_after(pair: Pair) -> None:
    pair[1].sendall(b"POST / HTTP/1.1\r\ncontent-length: 4\r\n\r\nbodyMORE")
    assert read_request(pair[0]) == b"POST / HTTP/1.1\r\ncontent-length: 4\r\n\r\nbody"


def test_one_that_never_finishes_its_sentence_is_given_up(pair: Pair) -> None:
    pair[1].sendall(b"GET / HTTP/1.1\r\nHost: ")
    with pytest.raises(TimeoutError):
        read_request(pair[0], seconds=0.05)


def test_time_runs_for_the_whole_request_and_not_for_each_byte(pair: Pair) -> None:
    pair[1].sendall(b"G")
    with pytest.raises(TimeoutError):
        read_request(pair[0], seconds=0)


def test_one_that_hangs_up_early_gives_what_it_said(pair: Pair) -> None:
    pair[1].sendall(b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nab")
    pair[1].shutdown(socket.SHUT_WR)
    assert read_request(pair[0]).endswith(b"\r\n\r\nab")


@pytest.mark.parametrize("length", [str(MAX_BODY + 1), "999999999", "1\r\nContent-Length: 2"])
def test_a_body_beyond_the_limit_is_refused_before_it_is_read(pair: Pair, length: str) -> None:
    pair[1].sendall(f"POST / HTTP/1.1\r\nContent-Length: {length}\r\n\r\n".encode())
    with pytest.raises(RequestTooLargeError):
        read_request(pair[0])
