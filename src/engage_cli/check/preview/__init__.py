"""Previews: what a new policy or questionnaire would change for projects, before it is adopted.

Begin with `running`.
"""
