"""市全体: the coordinator's board."""
