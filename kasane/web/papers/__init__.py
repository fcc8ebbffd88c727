"""Official forms on paper: what each form says, for whom it is printed, and what was printed."""
