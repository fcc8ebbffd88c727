"""Papers that leave the screen: Excel books written from plain rows; nothing here reads a record."""
