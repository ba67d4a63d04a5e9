"""Whether what evidence names is there."""
