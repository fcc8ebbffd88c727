"""Accounts and live sign-ins: the only place that knows a password or a session."""
