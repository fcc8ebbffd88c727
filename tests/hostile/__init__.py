"""What somebody might send who means no good, or whose machine does not."""
