"""What a person agreed to, with whom, until when, and its withdrawal."""
