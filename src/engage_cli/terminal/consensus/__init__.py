"""The board of a meeting in the terminal: all of it at once, or question by question."""
