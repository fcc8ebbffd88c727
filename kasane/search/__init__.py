"""Finding by name and word, under the same walls."""
