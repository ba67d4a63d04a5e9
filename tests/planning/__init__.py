"""Plans: the cheapest steps to a goal."""
