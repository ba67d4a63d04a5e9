"""The cheapest steps to a goal, exactly: values and arithmetic, no file, screen or clock."""
