"""Letters to units: one page each on their projects, what is asked of them and by when."""
