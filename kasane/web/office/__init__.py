"""The municipality's own data."""
