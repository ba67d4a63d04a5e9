"""Several voices brought to one answer, asked on the screen of a meeting."""
