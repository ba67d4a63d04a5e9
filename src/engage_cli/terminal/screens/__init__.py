"""What people read in the terminal: scores, explanations, levels."""
