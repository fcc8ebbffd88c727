"""伝言 on a case, and calls taken for a colleague."""
