"""The web process's worker: a thread is given a request that has come whole, never one that is still on its way.

gunicorn's own threads read from the network: a few dozen connections that send nothing, or a byte a second, keep all
of them, and nobody else gets a page (0070). Here the loop that accepts connections gathers what arrives on them.
"""

import re
import selectors
import socket
import struct
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from gunicorn.workers.gthread import TConn, ThreadWorker

# How long a head may take, and a body at the slowest line that is served (bytes a second).
HEAD_SECONDS, SLOWEST = 20, 32 * 1024
HEAD_MOST, PIECE = 64 * 1024, 64 * 1024
# Held in memory until it is whole: a form with its papers (DATA_UPLOAD_MAX_MEMORY_SIZE), and all of them together.
BODY_MOST, ROOM = 13 * 1024 * 1024, 128 * 1024 * 1024
# What is larger only gets a sentence: one thread at a time reads it to its end. Beyond this nobody reads.
LARGEST, LARGE_SECONDS = 256 * 1024 * 1024, 120
# Whatever a thread still reads or writes itself, it waits so long for the other side.
READ_SECONDS, WRITE_SECONDS = 10, 30
# How long, and for how much, a closed connection is listened to, so that the last answer arrives (RFC 9112, 9.6).
LEAVE_SECONDS, LEAVE_MOST = 2, 1024 * 1024

LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,15})[ \t]*\r\n", re.IGNORECASE)
CODED = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
END = b"\r\n\r\n"
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


@dataclass(eq=False)
class Wait:
    """A connection that is listened to; `size` is how long the request will be, once its head is there."""

    conn: TConn
    deadline: float
    data: bytearray = field(default_factory=bytearray)
    size: int = 0
    is_leaving: bool = False


class WaitingWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's gthread, with the waiting done by the loop instead of the threads."""

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)
        self.waits: set[Wait] = set()
        self.held = 0
        self.large: Wait | None = None
        self.larger: deque[Wait] = deque()

    def enqueue_req(self, conn: TConn) -> None:
        """A new connection, or one that begins its next request: wait for the whole of it."""
        if self.cfg.is_ssl:
            # A proxy ends TLS; where this server is made to, gunicorn reads in its own way.
            super().enqueue_req(conn)
            return
        conn.init()
        for option, seconds in ((socket.SO_RCVTIMEO, READ_SECONDS), (socket.SO_SNDTIMEO, WRITE_SECONDS)):
            conn.sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, 0))
        wait = Wait(conn, time.monotonic() + HEAD_SECONDS, bytearray(conn.parser.unreader.take_buffered()))
        self.held += len(wait.data)
        self._listen(wait, self._arrived)
        self._weigh(wait)

    def finish_request(self, conn: TConn, fs: "Future[object]") -> None:
        """An answer was sent: the connection waits for its next request, or leaves."""
        if self.large is not None and self.large.conn is conn:
            self.large = None
            self._next_large()
        is_kept: object = False
        with suppress(Exception):
            is_kept = fs.result()
        if is_kept:
            super().finish_request(conn, fs)
        else:
            self._leave(conn)

    def murder_pending(self) -> None:
        """Close what took too long; a worker that stops waits for nobody who has not begun."""
        now = time.monotonic()
        for wait in [*self.waits, *self.larger]:
            is_idle = not self.alive and not wait.data and not wait.is_leaving
            if wait.deadline < now or is_idle:
                self._close(wait)
        if self.large is not None and self.large.deadline < now:
            with suppress(OSError):
                self.large.conn.sock.shutdown(socket.SHUT_RDWR)

    def _arrived(self, wait: Wait, _sock: socket.socket) -> None:
        piece = _received(wait)
        if piece is None:
            return
        if not piece:
            self._close(wait)
            return
        wait.data += piece
        self.held += len(piece)
        self._weigh(wait)

    def _weigh(self, wait: Wait) -> None:
        """Hand the request over when it is whole; refuse what will not be taken."""
        if not wait.size:
            end = wait.data.find(END)
            if end < 0:
                if len(wait.data) > HEAD_MOST:
                    self._refuse(wait, b"431 Request Header Fields Too Large")
                return
            self._read_head(wait, bytes(wait.data[: end + len(END)]))
        if wait not in self.waits:
            return
        if len(wait.data) >= wait.size:
            self._hand_over(wait)
        elif wait.size > BODY_MOST:
            self._forget(wait)
            self.held += len(wait.data)
            wait.deadline = time.monotonic() + LARGE_SECONDS
            self.larger.append(wait)
            self._next_large()
        elif self.held > ROOM:
            self._close(wait)

    def _read_head(self, wait: Wait, head: bytes) -> None:
        if CODED.search(head):
            # No page reads a body whose length is not told.
            self._refuse(wait, b"411 Length Required")
            return
        told = LENGTH.search(head)
        wait.size = len(head) + (int(told[1]) if told else 0)
        wait.deadline += wait.size / SLOWEST
        if wait.size > LARGEST:
            self._refuse(wait, b"413 Content Too Large")
        elif EXPECTS.search(head) and len(wait.data) < wait.size:
            with suppress(OSError):
                wait.conn.sock.send(GO_ON)

    def _next_large(self) -> None:
        if self.large is None and self.larger:
            self.large = self.larger.popleft()
            self.large.deadline = time.monotonic() + LARGE_SECONDS
            self.held -= len(self.large.data)
            self._give(self.large)

    def _hand_over(self, wait: Wait) -> None:
        self._forget(wait)
        self._give(wait)

    def _give(self, wait: Wait) -> None:
        wait.conn.parser.unreader.unread(bytes(wait.data))
        wait.conn.data_ready = True
        super().enqueue_req(wait.conn)

    def _refuse(self, wait: Wait, status: bytes) -> None:
        self._forget(wait)
        with suppress(OSError):
            wait.conn.sock.send(b"HTTP/1.1 " + status + b"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        self._leave(wait.conn)

    def _leave(self, conn: TConn) -> None:
        """Say that nothing more comes, and listen for a moment without holding anybody up."""
        wait = Wait(conn, time.monotonic() + LEAVE_SECONDS, is_leaving=True)
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.nr_conns -= 1
            conn.close()
        else:
            self._listen(wait, self._left)

    def _left(self, wait: Wait, _sock: socket.socket) -> None:
        piece = _received(wait)
        wait.size += len(piece or b"")
        if piece == b"" or wait.size > LEAVE_MOST:
            self._close(wait)

    def _listen(self, wait: Wait, told: Callable[[Wait, socket.socket], None]) -> None:
        wait.conn.sock.settimeout(0)
        self.waits.add(wait)
        self.poller.register(wait.conn.sock, selectors.EVENT_READ, partial(told, wait))

    def _forget(self, wait: Wait) -> None:
        self.waits.discard(wait)
        self.held -= len(wait.data)
        self.poller.unregister(wait.conn.sock)

    def _close(self, wait: Wait) -> None:
        if wait in self.waits:
            self._forget(wait)
        else:
            self.larger.remove(wait)
            self.held -= len(wait.data)
        self.nr_conns -= 1
        wait.conn.close()


def _received(wait: Wait) -> bytes | None:
    """What came; nothing when the other side is gone, None when there is nothing yet."""
    try:
        return bytes(wait.conn.sock.recv(PIECE))
    except (BlockingIOError, InterruptedError):
        return None
    except OSError:
        return b""
