"""`kasane doctor`: everything an operator must know to be well, a line each, with what to do about what is not."""
