"""Backup and restore, and the pair of keys that belongs to them."""
