"""The gate: which projects are looked at, by which rules, and what is said of what was found."""
