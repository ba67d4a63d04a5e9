"""The rules of a check: a file for each family of rules, and their registry."""
