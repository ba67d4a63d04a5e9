"""What the voices say, on the screen of a meeting: all of it at once, or question after question."""
