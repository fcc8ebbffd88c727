"""Finding persons and records."""
