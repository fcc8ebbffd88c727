"""What was printed: the number on every paper, and what stands behind it."""
