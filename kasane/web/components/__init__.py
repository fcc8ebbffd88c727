"""The pieces screens are put together from."""
