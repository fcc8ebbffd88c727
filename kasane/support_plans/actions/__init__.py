"""What may be done with a plan: drafting and rewriting, monitoring, evaluating, pausing, following up."""
