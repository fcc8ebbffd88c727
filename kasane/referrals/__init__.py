"""つなぎ: from one desk to another until the person has arrived and the result is known."""
