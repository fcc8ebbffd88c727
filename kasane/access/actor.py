"""Who acts: one signed-in person under one hat at one instant."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kasane.access.permissions import Permission, Role, permissions_of

# The law's days are Japan's days, wherever the machine stands.
TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Actor:
    """Ids are those of the directory; `at` is the instant that policy and database both use."""

    staff: int
    desk: int
    agency: int
    role: Role
    name: str
    desk_name: str
    duty: str
    at: datetime
    is_host: bool = False
    is_csw: bool = False
    # Answers for the desk: approves notes, agrees warnings, hands cases over within it.
    is_manager: bool = False
    # Whether their secret was asked for again a short while ago (before protected classes are shown).
    is_stepped_up: bool = False
    # The fictional town, which says so on every page.
    is_demo: bool = False
    permissions: frozenset[Permission] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "permissions", permissions_of(self.role))

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    @property
    def is_guest(self) -> bool:
        """Invited to one sitting by name, without an account."""
        return self.role is Role.GUEST

    @property
    def today(self) -> date:
        return self.at.astimezone(TOKYO).date()
