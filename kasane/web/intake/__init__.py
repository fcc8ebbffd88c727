"""Taking a consultation, on one page."""
