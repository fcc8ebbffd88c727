"""Data of the first municipality, and one fictional town of residents."""
