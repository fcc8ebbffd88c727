"""What is done before, at and after a sitting."""
