"""A project over time: comparisons of two moments, the course over its milestones, its actions, deadlines and path."""
