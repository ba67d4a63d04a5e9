"""What a check can find: a file for each family of rules, and the registry of them all."""
