"""What a desk does in a case."""
