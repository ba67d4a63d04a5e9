"""Many projects over time."""
