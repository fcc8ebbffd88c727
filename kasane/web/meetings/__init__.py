"""The two meetings on the screen."""
