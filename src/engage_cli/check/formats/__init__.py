"""What checks say, as text, for machines, for the places where people review."""
