"""Choice lists as data with validity dates."""
