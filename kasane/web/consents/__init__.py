"""本人同意 on the screen."""
