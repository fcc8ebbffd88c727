"""What a page says of what was just done, kept by the browser until the next page: sealed, because it may name somebody."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage

from kasane.web.components.sealed import seal, unseal


class SealedStorage(CookieStorage):
    """Django's own storage in a cookie, encrypted under the installation's field keys."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cookie_name = f"{settings.COOKIE_PREFIX}kasane_told"

    def _encode_parts(self, messages: list[str], encode_empty: bool = False) -> str | None:  # noqa: FBT001, FBT002
        told = super()._encode_parts(messages, encode_empty)  # type: ignore[misc]
        return seal(told) if told else None

    def _decode(self, data: str | None) -> Any:
        told = unseal(data) if data else None
        if data and told is None:
            # Left by an older key, or by nobody of ours: as good as none, and taken away.
            self.used = True
        return super()._decode(told)  # type: ignore[misc]
