"""支援会議 and 重層的支援会議: sittings, items, pledges, packets, minutes, decisions."""
