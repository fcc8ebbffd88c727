"""What waits for who acts, and the hat they wear."""
