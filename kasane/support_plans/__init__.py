"""Support plans, their parts, goals, actions, versions and monitoring."""
