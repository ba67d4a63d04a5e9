"""Milestones: what they keep of an assessment, as values and as sealed YAML entries."""
