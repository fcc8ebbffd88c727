"""つなぎ: sending one, and every move after it."""

from kasane.referrals.actions.moves import move
from kasane.referrals.actions.sheets import Outside, SheetWords, prepare, send

__all__ = ["Outside", "SheetWords", "move", "prepare", "send"]
