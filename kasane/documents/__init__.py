"""Papers that leave the screen: official forms and Excel books from plain values; nothing here reads a record."""
