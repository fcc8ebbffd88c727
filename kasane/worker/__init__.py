"""The process that works in the background."""
