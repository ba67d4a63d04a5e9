"""What is asked of many projects at once: which take part, what they should reach and by when, and how they stand."""
