"""What a project's answers are worth, and why: pure functions over the model."""
