"""What people say about what waits: put off, read, and who stands in for whom."""
