"""What the product is made of: pinned, needed, and under a licence that may be used."""
