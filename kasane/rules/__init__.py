"""The rules of the work as pure functions: plain values and a date in, a verdict out."""
