"""Versions of a questionnaire: release lists, what changed between two, and the migration path from one to the next."""
