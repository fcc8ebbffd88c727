"""The screens, one folder per area."""
