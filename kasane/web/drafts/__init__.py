"""Keeping what is being typed."""
