"""The measured comparisons: a generated city, the pages of the product on it, and the bars they must meet."""
