"""Where one request ends and the next begins: what two servers could read differently, ours does not read at all."""

from collections.abc import Iterator

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser

from config import gunicorn as ours

HEAD = b"POST / HTTP/1.1\r\nHost: kasane.example\r\n"
SMUGGLED = b"GET /cases/ HTTP/1.1\r\nHost: kasane.example\r\n\r\n"


def requests(sent: bytes) -> list[tuple[str, str]]:
    """What the server reads as requests, with the settings it is started with."""
    told = Config()
    for name, value in vars(ours).items():
        if name in told.settings:
            told.set(name, value)

    def pieces() -> Iterator[bytes]:
        yield sent

    read = []
    for request in RequestParser(told, pieces(), ("127.0.0.1", 1)):
        request.body.read()
        read.append((request.method, request.path))
    return read


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        b"Content-Length: 4\r\nContent-Length: 6\r\n",
        b"Content-Length: +4\r\n",
        b"Content-Length: 0x4\r\n",
        b"Content-Length: 4, 4\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Transfer-Encoding:\x0bchunked\r\n",
        b"X-Told: a\r\n Transfer-Encoding: chunked\r\n",
        b"X-Told: a\nContent-Length: 4\r\n",
        b"Host: elsewhere.example\r\n",
    ],
)
def test_what_could_be_read_in_two_ways_is_read_in_none(headers: bytes) -> None:
    with pytest.raises(ParseException):
        requests(HEAD + headers + b"\r\n0\r\n\r\n" + SMUGGLED)


def test_one_after_the_other_is_read_as_two() -> None:
    """The near miss: the same two requests, each with one end."""
    told = HEAD + b"Content-Length: 4\r\n\r\nabcd" + SMUGGLED
    assert requests(told) == [("POST", "/"), ("GET", "/cases/")]
    told = HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n" + SMUGGLED
    assert requests(told) == [("POST", "/"), ("GET", "/cases/")]
