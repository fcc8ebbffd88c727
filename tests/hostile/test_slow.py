"""Whoever sends slowly, badly or not at all waits for themselves: everybody else gets their page at once (0070)."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import httpx
import pytest

MANY, SOON = 40, 3.0
HEAD = b"GET /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
FORM = b"POST /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
# What each of them sends at once, and what every tenth of a second from then on.
ILL = {
    "nothing": (b"", b""),
    "a head without end": (HEAD, b"X: y\r\n"),
    "a head letter by letter": (b"G", b"E"),
    "a body letter by letter": (FORM + b"Content-Length: 900000\r\n\r\n", b"a"),
    "a body that is too large": (FORM + b"Content-Length: 99000000\r\n\r\n", b"a"),
    "pieces without a length": (FORM + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n", b"1\r\na\r\n"),
    "no request": (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", b""),
    "empty lines": (b"\r\n\r\n", b"\r\n"),
    "fifty requests, reading no answer": ((HEAD + b"\r\n") * 50, b""),
}


@contextmanager
def crowd(port: int, first: bytes, then: bytes) -> Iterator[list[socket.socket]]:
    """So many connections that go on sending until the end."""
    with ExitStack() as stack:
        everybody = [stack.enter_context(connected(port)) for _ in range(MANY)]
        is_over = threading.Event()

        def send() -> None:
            for one in everybody:
                _send(one, first)
            while not is_over.wait(0.1):
                for one in everybody:
                    _send(one, then)

        sender = threading.Thread(target=send)
        sender.start()
        time.sleep(0.3)
        try:
            yield everybody
        finally:
            is_over.set()
            sender.join()


def connected(port: int) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", port), timeout=15)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    return one


def _send(one: socket.socket, piece: bytes) -> None:
    # Where the server has left, that is its right.
    with suppress(OSError):
        one.sendall(piece)


@pytest.mark.parametrize("kind", ILL)
def test_forty_that_mean_no_good_keep_nobody_waiting(port: int, kind: str) -> None:
    with (
        crowd(port, *ILL[kind]),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as honest,
    ):
        took = []
        for _ in range(6):
            begun = time.monotonic()
            assert honest.get("/sign-in/", timeout=10).status_code == 200
            took.append(time.monotonic() - begun)
    assert max(took) < SOON, took


def test_a_slow_line_is_served_all_the_same(port: int) -> None:
    """The near miss: head and body in many small pieces, each of them a tenth of a second after the last."""
    whole = FORM + b"Content-Length: 27\r\n\r\n" + b"login=sato&password=nothing"
    with connected(port) as one:
        for start in range(0, len(whole), 20):
            one.sendall(whole[start : start + 20])
            time.sleep(0.1)
        assert one.recv(4096).startswith(b"HTTP/1.1 403 "), "the form lacks its mark, and says so"


def test_two_requests_in_one_piece_are_two_answers(port: int) -> None:
    with connected(port) as one, one.makefile("rb") as answers:
        one.sendall((HEAD + b"\r\n") * 2 + HEAD + b"Connection: close\r\n\r\n")
        assert answers.read().count(b"HTTP/1.1 200 OK") == 3


def test_who_asks_before_sending_a_body_is_told_to_go_on(port: int) -> None:
    with connected(port) as one, one.makefile("rb") as answers:
        one.sendall(FORM + b"Content-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")
        assert answers.readline() == b"HTTP/1.1 100 Continue\r\n"
        one.sendall(b"a=b")
        assert b"HTTP/1.1 403 " in answers.read()


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"Transfer-Encoding: chunked\r\n\r\n", b"411"),
        (b"Content-Length: 999999999999\r\n\r\n", b"413"),
        (b"X: " + b"y" * 70_000, b"431"),
        (b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", b"400"),
        (b"Content-Length: -1\r\n\r\n", b"400"),
    ],
)
def test_what_is_no_request_of_ours_is_refused_at_once(port: int, head: bytes, status: bytes) -> None:
    with connected(port) as one:
        one.sendall(FORM + head)
        assert one.recv(100).startswith(b"HTTP/1.1 " + status)
