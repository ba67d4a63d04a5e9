"""Projects over time: their history, and comparisons with an earlier moment."""
