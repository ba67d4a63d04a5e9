"""Questionnaires: found in folders, read from YAML, checked as a whole, compared version by version.

Begin with `library` (where they are) and `loading` (how they are read).
"""
