"""アセスメント: the household in one view, writing one, comparing two, an agency's own form."""
