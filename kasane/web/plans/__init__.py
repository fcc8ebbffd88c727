"""支援プラン on the screen."""
