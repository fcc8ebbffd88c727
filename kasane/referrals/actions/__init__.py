"""つなぎ: sending one, and every move after it."""

from kasane.referrals.actions.handing_on import hand_on, rehearse_hand_on, rehearse_split, split
from kasane.referrals.actions.moves import move
from kasane.referrals.actions.sheets import Outside, SheetWords, prepare, send

__all__ = [
    "Outside",
    "SheetWords",
    "hand_on",
    "move",
    "prepare",
    "rehearse_hand_on",
    "rehearse_split",
    "send",
    "split",
]
