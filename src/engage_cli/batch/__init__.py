"""Many projects at once: what is to be done, by whom, and what is already there."""
