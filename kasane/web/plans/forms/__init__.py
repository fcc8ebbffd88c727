"""The forms of plans: what a part says, its goals, how it goes."""
