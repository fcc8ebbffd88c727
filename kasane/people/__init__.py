"""Persons, their identities, households and kinship."""
