"""Letters: a page to each unit, with its projects, where they stand, what is asked of them and by when."""
