"""What a milestone keeps, as values and as YAML."""
