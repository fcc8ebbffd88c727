"""What forms and assessments are written by."""
