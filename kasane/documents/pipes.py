"""Reading from another process no longer than until a moment; raises TimeoutError, or OSError when it ended."""

import os
import select
import time


def read_line(pipe: int, until: float) -> tuple[bytes, bytes]:
    got = b""
    while b"\n" not in got:
        got += _some(pipe, until)
    head, _, rest = got.partition(b"\n")
    return head, rest


def read(pipe: int, size: int, got: bytes, until: float) -> bytes:
    parts, length = [got], len(got)
    while length < size:
        parts.append(_some(pipe, until))
        length += len(parts[-1])
    return b"".join(parts)


def _some(pipe: int, until: float) -> bytes:
    if not select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
        raise TimeoutError
    got = os.read(pipe, 1 << 16)
    if not got:
        raise OSError
    return got
