"""What somebody may know of their own sign-ins."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class OpenSignIn:
    """One sign-in that goes on; `device` is its kind in words, empty where the browser told none."""

    id: int
    began_at: datetime
    seen_at: datetime
    device: str
    is_this: bool
