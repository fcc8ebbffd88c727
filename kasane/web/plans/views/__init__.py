"""The screens of plans: parts, drafts, how a part goes."""
