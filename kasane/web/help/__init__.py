"""Help in place: the guide, and the part of it that speaks of each screen."""
