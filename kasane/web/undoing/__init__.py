"""元に戻す: one button after an act and on its record, for the rest of the day."""
