"""The list of cases, and one household's page."""
