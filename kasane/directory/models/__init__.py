"""The municipality as data."""

from kasane.directory.models.agencies import Agency, Desk
from kasane.directory.models.municipality import District, Municipality
from kasane.directory.models.staff import Assignment, Staff

__all__ = ["Agency", "Assignment", "Desk", "District", "Municipality", "Staff"]
