"""An address that nothing of ours ever asks: who makes the product ask it has found a way out."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.scan.findings import Finding


class Caught:
    """Where it listens, and what it was asked beside the scanner's own question for results."""

    def __init__(self, address: str, asked: list[str]) -> None:
        self.address, self.asked = address, asked

    def findings(self) -> list[Finding]:
        return [Finding("wapiti", "Server Side Request Forgery", "none", path) for path in self.asked]


@contextmanager
def catching() -> Iterator[Caught]:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_result = self.path.startswith(("/get_ssrf.php", "/get_xxe.php"))
            if not is_result and self.path != "/":
                asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b"{}")

        do_POST = do_HEAD = do_PUT = do_GET  # noqa: N815 - the library's names

        def log_message(self, *_words: object) -> None:
            """It says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Caught(f"http://127.0.0.1:{server.server_port}/", asked)
    finally:
        server.shutdown()
        server.server_close()
