"""A project over time: what changed and why, and what the team has taken up."""
