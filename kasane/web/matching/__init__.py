"""名寄せ on the screen."""
