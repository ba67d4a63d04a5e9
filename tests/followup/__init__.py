"""A project over time."""
