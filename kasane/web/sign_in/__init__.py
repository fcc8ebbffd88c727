"""At the door: password, second factor, the lock, and asking again."""
