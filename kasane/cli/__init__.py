"""The `kasane` command: starting, migrating, seeding and checking an installation."""
