"""A browser as far as these tests need one: signed in, sending forms, telling what came back."""

from dataclasses import dataclass, field

import httpx

PASSWORD = "kasane-no-machi"
# Longer than the product lets any page wait (0050).
PATIENCE = 45


@dataclass
class Browser:
    """Somebody of the town at one node; `port` may change, their session is the same."""

    who: str
    port: int
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(
            timeout=PATIENCE, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )

    def get(self, path: str) -> httpx.Response:
        return self.client.get(self._at(path))

    def send(
        self, path: str, *, files: "list[tuple[str, bytes]] | None" = None, **form: object
    ) -> httpx.Response:
        """Send a form; what comes back is not followed."""
        data = {**form, "csrfmiddlewaretoken": self.client.cookies.get("kasane_csrf", "")}
        papers = [(name, (f"{name}.png", content)) for name, content in files or []]
        return self.client.post(self._at(path), data=data, files=papers or None)

    def sign_in(self) -> "Browser":
        self.get("/sign-in/")
        arrived = self.send("/sign-in/", login=self.who, password=PASSWORD)
        assert arrived.status_code == 302, arrived.text[:500]
        return self

    def close(self) -> None:
        self.client.close()

    def _at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"
