"""つなぎ on the screen."""
