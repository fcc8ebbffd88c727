"""What people say about what waits."""
