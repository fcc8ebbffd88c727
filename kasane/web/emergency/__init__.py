"""緊急の閲覧 on the screen."""
