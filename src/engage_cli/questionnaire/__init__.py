"""Questionnaires: found, read, checked."""
